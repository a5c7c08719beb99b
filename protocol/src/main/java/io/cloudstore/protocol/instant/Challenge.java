package io.cloudstore.protocol.instant;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * What one upload must prove. The ranges follow from nonce and size alone, so that nobody has to keep them: the nonce is
 * as random as they have to be. Whoever has a share p of the content at random passes with p to the power of
 * {@value #RANGES}.
 *
 * @param uploadId the upload that the proof is good for
 * @param nonce drawn for this challenge
 * @param size bytes of the content that was claimed
 */
public record Challenge(UUID uploadId, Nonce nonce, long size) {
    /** Ranges that are asked of content larger than {@value #WHOLE}. */
    public static final int RANGES = 20;
    /** Bytes of each of them: 4 KiB. */
    public static final int RANGE_BYTES = 4 << 10;
    /** Content of up to so many bytes, 1 MiB, is asked for whole, as one range. */
    public static final int WHOLE = 1 << 20;

    public Challenge {
        if (size < 0) {
            throw new IllegalArgumentException("size must be 0 or more bytes, not " + size);
        }
    }

    /** How many ranges are asked of content of {@code size} bytes. */
    public static int rangesOf(long size) {
        return size <= WHOLE ? 1 : RANGES;
    }

    /**
     * The ranges, in the order of the proofs. Range i, counted from 0, begins at HMAC-SHA256(nonce, i), taken as one
     * unsigned big-endian number, modulo the number of places where a range can begin. Ranges may overlap.
     */
    public List<ByteRange> ranges() {
        return IntStream.range(0, rangesOf(size)).mapToObj(this::range).toList();
    }

    /** Range {@code i}, counted from 0. */
    ByteRange range(int i) {
        Objects.checkIndex(i, rangesOf(size));
        return size <= WHOLE ? new ByteRange(0, (int) size) : new ByteRange(offset(i), RANGE_BYTES);
    }

    private long offset(int i) {
        byte[] drawn = Proof.hmac(
                nonce.bytes(), ByteBuffer.allocate(Integer.BYTES).putInt(i).array());
        return new BigInteger(1, drawn)
                .mod(BigInteger.valueOf(size - RANGE_BYTES + 1))
                .longValueExact();
    }
}
