package io.cloudstore.client.session;

import java.io.IOException;
import java.util.Optional;

/** Keeps one session. Several processes may share it, therefore a refresh happens under {@link #lock}. */
public interface SessionStore {
    /** The session that was written last, if any. */
    Optional<SavedSession> read() throws IOException;

    /** Keeps {@code session} in place of any other. */
    void write(SavedSession session) throws IOException;

    /** Keeps nothing any more. */
    void remove() throws IOException;

    /** Keeps others that share the store out until the lock is closed. */
    Lock lock() throws IOException;

    /** A lock that is held until it is closed. */
    interface Lock extends AutoCloseable {
        @Override
        void close() throws IOException;
    }
}
