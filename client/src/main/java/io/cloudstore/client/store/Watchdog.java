package io.cloudstore.client.store;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends transfers that move no byte for too long: a connection that died without a word would else hang forever. */
public final class Watchdog implements AutoCloseable {
    private final Duration longest;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("cloudstore-watchdog").factory());

    /** Ends what moves nothing for {@code longest}. */
    public Watchdog(Duration longest) {
        this.longest = longest;
        long tick = Math.clamp(longest.toMillis() / 4, 5, 1000);
        clock.scheduleAtFixedRate(() -> watches.forEach(Watch::look), tick, tick, TimeUnit.MILLISECONDS);
    }

    /** Begins to watch. */
    Watch watch() {
        Watch watch = new Watch();
        watches.add(watch);
        return watch;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** One transfer under watch, until it is closed. */
    final class Watch implements AutoCloseable {
        private volatile long lastProgress = System.nanoTime();
        private volatile boolean stalled;
        private volatile Runnable end = () -> {};

        /** Bytes moved. */
        void progress() {
            lastProgress = System.nanoTime();
        }

        /** What ends the transfer if it stalls. */
        void endBy(Runnable action) {
            end = action;
            if (stalled) {
                action.run();
            }
        }

        boolean hasStalled() {
            return stalled;
        }

        private void look() {
            if (System.nanoTime() - lastProgress > longest.toNanos()) {
                stalled = true;
                watches.remove(this);
                end.run();
            }
        }

        @Override
        public void close() {
            watches.remove(this);
        }
    }
}
