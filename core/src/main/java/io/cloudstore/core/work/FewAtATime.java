package io.cloudstore.core.work;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Does the same for many things, a few at a time: what waits for a store or a database does not wait in turn. */
public final class FewAtATime {
    private final int width;

    /** With the most that are done at a time. */
    public FewAtATime(int width) {
        this.width = width;
    }

    /**
     * Applies {@code each} to every one of {@code things}; where one is done at a time, in the caller's own thread.
     *
     * @return the results in the order of the things
     * @throws RuntimeException what {@code each} threw; some things may be left out then
     */
    public <T, R> List<R> map(List<T> things, Function<T, R> each) {
        int workers = Math.min(width, things.size());
        if (workers < 2) {
            return things.stream().map(each).toList();
        }
        AtomicInteger next = new AtomicInteger();
        Callable<Map<Integer, R>> worker = () -> {
            Map<Integer, R> results = new TreeMap<>();
            for (int i = next.getAndIncrement(); i < things.size(); i = next.getAndIncrement()) {
                results.put(i, each.apply(things.get(i)));
            }
            return results;
        };
        Map<Integer, R> all = new TreeMap<>();
        SideBySide.all(Collections.nCopies(workers, worker)).forEach(all::putAll);
        return List.copyOf(all.values());
    }
}
