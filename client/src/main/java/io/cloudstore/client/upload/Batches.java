package io.cloudstore.client.upload;

import io.cloudstore.protocol.wire.SignPartsRequest;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** When to have how many parts signed: the first byte goes early, calls stay few. Guarded by the board's lock. */
final class Batches {
    /** When senders wait, a smaller batch than planned is signed, but not more often than this, in nanoseconds. */
    static final long PAUSE_BETWEEN_SMALL = TimeUnit.SECONDS.toNanos(1);

    /** Parts signed in the first call, the second, and every further one. */
    private static final int[] SIZES = {8, 64, SignPartsRequest.MOST_PARTS};
    /** More URLs than this are not kept waiting, because they expire. */
    private static final int ENOUGH_READY = 64;
    /**
     * A smaller batch is worth a call when sending it takes this share of the time that hashing takes in all. That is the
     * most that waiting for more can cost at the end; where senders are much faster than hashing calls stay few.
     */
    private static final double WORTH_A_CALL = 1.0 / 12;
    /** The same where the processors are what takes the time: while senders wait, the hashers have all of them. */
    private static final double WORTH_A_CALL_WHEN_BUSY = 1.0 / 2;

    private final int partCount;
    private final int lookAhead;
    private final LongSupplier nanos;
    private final BooleanSupplier processorsBusy;
    private final long began;
    private int taken;
    private long lastTaken;
    /** Parts that were to be sent since the last batch was taken. */
    private int lastSize;
    /** How long sending them took, in nanoseconds; 0 as long as it goes on. */
    private long lastTook;

    /**
     * For content of so many parts.
     *
     * @param lookAhead how many parts the hashers run ahead; far more than senders send in a second, or the hashers wait
     *     for them and what is taken for the time of hashing is that of sending
     * @param nanos a clock that only goes forward
     * @param processorsBusy whether there is nothing left of the processors
     */
    Batches(int partCount, int lookAhead, LongSupplier nanos, BooleanSupplier processorsBusy) {
        this.partCount = partCount;
        this.lookAhead = lookAhead;
        this.nanos = nanos;
        this.processorsBusy = processorsBusy;
        this.began = nanos.getAsLong();
        this.lastTaken = began;
    }

    /**
     * How many parts to have signed now; 0 when it is not time.
     *
     * @param unsigned parts that are hashed and wait for it
     * @param hashed parts that are hashed, of all
     * @param ready parts that are signed and wait for a sender
     * @param underWay parts that are being sent
     */
    int next(int unsigned, int hashed, int ready, int underWay) {
        long now = nanos.getAsLong();
        if (ready + underWay == 0 && lastTook == 0) {
            lastTook = now - lastTaken;
        }
        int planned = Math.min(lookAhead, SIZES[Math.min(taken, SIZES.length - 1)]);
        boolean full = unsigned >= planned || hashed == partCount;
        boolean sendersWait =
                ready == 0 && now - lastTaken > PAUSE_BETWEEN_SMALL && isWorthACall(unsigned, hashed, now);
        return unsigned == 0 || ready >= ENOUGH_READY || !(full || sendersWait) ? 0 : Math.min(planned, unsigned);
    }

    private boolean isWorthACall(int unsigned, int hashed, long now) {
        double inAll = (double) (now - began) / hashed * partCount;
        long took = lastTook > 0 ? lastTook : now - lastTaken;
        return lastSize == 0
                || (double) took / lastSize * unsigned
                        >= inAll * (processorsBusy.getAsBoolean() ? WORTH_A_CALL_WHEN_BUSY : WORTH_A_CALL);
    }

    /** A batch was taken, to be signed or copied. */
    void taken() {
        taken++;
        lastSize = 0;
        lastTaken = nanos.getAsLong();
        lastTook = 0;
    }

    /** URLs for so many parts came. */
    void signed(int parts) {
        lastSize += parts;
    }
}
