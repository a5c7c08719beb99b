package io.cloudstore.gateway.hosting;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has to be closed, in the reverse of the order in which it came. */
public final class Shutdown implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** Remembers a part and gives it back. */
    public synchronized <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** Closes every part, also after one that fails; the first failure is thrown at the end. A repeat does nothing. */
    @Override
    public synchronized void close() {
        RuntimeException failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                RuntimeException thrown =
                        e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
                if (failure == null) {
                    failure = thrown;
                } else {
                    failure.addSuppressed(thrown);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
