package io.cloudstore.functions.entry;

import java.io.InputStream;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A function that can be taken apart and is wired anew by whoever needs it next: its connections, credentials, signers
 * and counters are then new objects, and of the old ones nothing is left. The first wiring is made at once, so that a
 * wrong setting refuses the start.
 */
final class RewiredFunction implements Function<InputStream, byte[]>, AutoCloseable {
    private final Supplier<Wired> wiring;
    private volatile @Nullable Wired wired;

    /**
     * Wires the function.
     *
     * @param wiring makes the connections and the function upon them; called once for each life
     * @throws IllegalArgumentException when a setting is missing or wrong
     */
    RewiredFunction(Supplier<Wired> wiring) {
        this.wiring = wiring;
        this.wired = wiring.get();
    }

    /** One life of a function. */
    record Wired(Functions functions, Function<InputStream, byte[]> function) {}

    @Override
    public byte[] apply(InputStream event) {
        return current().function().apply(event);
    }

    /** The life that it has now, begun if there is none. */
    Wired current() {
        Wired now = wired;
        return now == null ? wire() : now;
    }

    private synchronized Wired wire() {
        Wired now = wired;
        if (now == null) {
            now = wiring.get();
            wired = now;
        }
        return now;
    }

    /** Closes every connection and forgets all that it was wired from. No call may be under way. */
    @Override
    public synchronized void close() {
        Wired last = wired;
        wired = null;
        if (last != null) {
            last.functions().close();
        }
    }
}
