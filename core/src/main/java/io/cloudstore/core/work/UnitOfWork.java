package io.cloudstore.core.work;

import java.util.function.Supplier;

/**
 * One transaction of the metadata database. Ports called by the work take part in it; use cases of different features
 * that must commit together run inside one. Nothing but the database may be touched by the work: it runs again, whole,
 * when the database picks it as the victim of a deadlock.
 */
public interface UnitOfWork {
    /** Runs {@code work} and commits; an exception rolls back and is passed on. Inside another unit it joins that one. */
    <T> T run(Supplier<T> work);

    /** The same, for work without a result. */
    default void run(Runnable work) {
        run(() -> {
            work.run();
            return true;
        });
    }
}
