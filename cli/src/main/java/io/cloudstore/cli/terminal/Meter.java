package io.cloudstore.cli.terminal;

import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.client.progress.Progress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Adds up what all transfers of one command do. Safe for use by many threads. */
public final class Meter {
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong moved = new AtomicLong();
    private final AtomicLong reused = new AtomicLong();
    private final AtomicLong hashed = new AtomicLong();
    private final AtomicInteger filesDone = new AtomicInteger();
    private final int files;
    private volatile String current;
    private volatile String notice = "";
    private volatile Progress.Phase phase = Progress.Phase.SENDING;

    /**
     * For transfers that have not begun.
     *
     * @param first the name of the first file
     * @param files how many there are
     * @param bytes what they come to together; 0 when that is told later
     */
    public Meter(String first, int files, long bytes) {
        this.current = first;
        this.files = files;
        total.set(bytes);
    }

    /**
     * What all transfers came to at one moment.
     *
     * @param notice what last went wrong and will be tried again, for people; empty when nothing
     */
    record Reading(
            int files,
            int filesDone,
            String current,
            Progress.Phase phase,
            long total,
            long moved,
            long reused,
            long hashed,
            String notice) {
        long there() {
            return Math.clamp(moved + reused, 0, Math.max(total, 0));
        }
    }

    Reading read() {
        return new Reading(
                files, filesDone.get(), current, phase, total.get(), moved.get(), reused.get(), hashed.get(), notice);
    }

    /** A file has ended. Bytes that needed no sending count as reused from now on. */
    public void ended(long bytesThatNeverMoved) {
        reused.addAndGet(bytesThatNeverMoved);
        filesDone.incrementAndGet();
        notice = "";
    }

    /** Watches the transfer of {@code name}. */
    public Progress watch(String name) {
        return watch(name, elsewhere -> {});
    }

    /** Watches the transfer of {@code name}, and passes on where an upload of the same file is open besides. */
    public Progress watch(String name, Consumer<RemotePath> openElsewhere) {
        current = name;
        return new Progress() {
            @Override
            public void total(long bytes) {
                total.compareAndSet(0, bytes);
            }

            @Override
            public void phase(Phase next) {
                current = name;
                phase = next;
            }

            @Override
            public void hashed(long bytes) {
                hashed.addAndGet(bytes);
            }

            @Override
            public void moved(long bytes) {
                moved.addAndGet(bytes);
            }

            @Override
            public void reused(long bytes) {
                reused.addAndGet(bytes);
            }

            @Override
            public void openElsewhere(RemotePath path) {
                openElsewhere.accept(path);
            }

            @Override
            public void retrying(String reason, Duration pause) {
                notice = pause.isZero() ? "" : "trying again in " + Words.time(pause) + " (" + reason + ")";
            }
        };
    }
}
