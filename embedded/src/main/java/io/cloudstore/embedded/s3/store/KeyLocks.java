package io.cloudstore.embedded.s3.store;

import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Locks for keys; a few keys share one. Held while an object is replaced or deleted, never while bytes pass. */
final class KeyLocks {
    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(256).toArray(ReentrantLock[]::new);

    ReentrantLock of(String key) {
        return locks[Math.floorMod(key.hashCode(), locks.length)];
    }
}
