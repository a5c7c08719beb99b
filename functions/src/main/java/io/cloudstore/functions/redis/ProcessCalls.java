package io.cloudstore.functions.redis;

import io.cloudstore.core.admission.LimitCalls;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts in this process. A window begins with its first call, as in Redis. Memory is bounded: beyond
 * {@value #MOST_SUBJECTS} subjects the one that has been quiet longest is forgotten and begins anew.
 */
final class ProcessCalls implements LimitCalls {
    /** About 2 MB. */
    static final int MOST_SUBJECTS = 10_000;

    private final Clock clock;
    private final Map<Subject, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Subject, Window> quietest) {
            return size() > MOST_SUBJECTS;
        }
    };

    ProcessCalls(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized long count(String subject, Duration window) {
        long now = clock.millis();
        return windows.merge(
                        new Subject(subject, window),
                        new Window(now + window.toMillis(), 1),
                        (old, fresh) -> old.end <= now ? fresh : new Window(old.end, old.calls + 1))
                .calls;
    }

    private record Subject(String name, Duration window) {}

    private record Window(long end, long calls) {}
}
