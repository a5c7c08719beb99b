package io.cloudstore.client.session;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Keeps the session for as long as the program runs. */
public final class MemorySessionStore implements SessionStore {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable SavedSession session;

    @Override
    public Optional<SavedSession> read() {
        return Optional.ofNullable(session);
    }

    @Override
    public void write(SavedSession written) {
        session = written;
    }

    @Override
    public void remove() {
        session = null;
    }

    @Override
    public Lock lock() {
        lock.lock();
        return lock::unlock;
    }
}
