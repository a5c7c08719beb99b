package io.cloudstore.client.upload;

import io.cloudstore.protocol.wire.SignPartsRequest;
import java.util.concurrent.TimeUnit;

/** When to have how many parts signed: the first byte goes early, calls stay few. Guarded by the board's lock. */
final class Batches {
    /** When senders wait, a smaller batch than planned is signed, but not more often than this, in nanoseconds. */
    static final long PAUSE_BETWEEN_SMALL = TimeUnit.SECONDS.toNanos(1);

    /** Parts signed in the first call, the second, and every further one. */
    private static final int[] SIZES = {8, 64, SignPartsRequest.MOST_PARTS};
    /** More URLs than this are not kept waiting, because they expire. */
    private static final int ENOUGH_READY = 64;

    private final int lookAhead;
    private int taken;
    private long lastTaken = System.nanoTime();

    /** For a hasher that runs so many parts ahead. */
    Batches(int lookAhead) {
        this.lookAhead = lookAhead;
    }

    /**
     * How many parts to have signed now; 0 when it is not time.
     *
     * @param unsigned parts that are hashed and wait for it
     * @param allHashed whether no more will come
     * @param ready parts that are signed and wait for a sender
     */
    int next(int unsigned, boolean allHashed, int ready) {
        int planned = Math.min(lookAhead, SIZES[Math.min(taken, SIZES.length - 1)]);
        boolean full = unsigned >= planned || allHashed;
        boolean sendersWait = ready == 0 && System.nanoTime() - lastTaken > PAUSE_BETWEEN_SMALL;
        return unsigned == 0 || ready >= ENOUGH_READY || !(full || sendersWait) ? 0 : Math.min(planned, unsigned);
    }

    /** A batch was taken. */
    void taken() {
        taken++;
        lastTaken = System.nanoTime();
    }
}
