package io.cloudstore.protocol.content;

/**
 * How content of one size is cut into parts. A fixed function of the size, so that the same content always has the same
 * parts, the same digests and the same content id, whoever uploads it and wherever it is copied.
 *
 * <p>The part size is {@value #SMALLEST_PART} bytes, doubled until at most {@value #MOST_PARTS} parts are needed. Both
 * bounds leave room under S3's own (parts of 5 MiB to 5 GiB, at most 10,000 of them):
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
 *
 * @param size bytes of the whole content, 0 to {@value #LARGEST_SIZE}
 * @param partSize bytes of every part but the last
 * @param partCount number of parts, 1 to {@value #MOST_PARTS}; empty content is one empty part
 */
public record PartPlan(long size, long partSize, int partCount) {
    /** Bytes of the smallest part size: 8 MiB. */
    public static final long SMALLEST_PART = 8L << 20;
    /** Bytes of the largest part size: 4 GiB. */
    public static final long LARGEST_PART = 4L << 30;
    /** Most parts an upload may have. */
    public static final int MOST_PARTS = 10_000;
    /** Bytes of the largest content: 39.06 TiB. */
    public static final long LARGEST_SIZE = LARGEST_PART * MOST_PARTS;
    /** Number of this way of cutting and identifying; stored with every upload and blob. */
    public static final int SCHEME = 1;

    public PartPlan {
        if (size < 0 || size > LARGEST_SIZE) {
            throw new IllegalArgumentException("size must be 0 to " + LARGEST_SIZE + " bytes, not " + size);
        }
        if (partSize != partSizeFor(size) || partCount != Math.max(1, ceilDiv(size, partSize))) {
            throw new IllegalArgumentException("no plan for " + size + " bytes: " + partCount + " × " + partSize);
        }
    }

    /**
     * The plan for {@code size} bytes.
     *
     * @throws IllegalArgumentException if the size is negative or above {@link #LARGEST_SIZE}
     */
    public static PartPlan of(long size) {
        long partSize = partSizeFor(size);
        return new PartPlan(size, partSize, (int) Math.max(1, ceilDiv(size, partSize)));
    }

    /** Whether the content travels as one PUT rather than as a multipart upload. */
    public boolean isSinglePut() {
        return partCount == 1;
    }

    /** Whether {@code n} numbers a part of this plan; parts count from 1, as S3 counts them. */
    public boolean contains(int n) {
        return n >= 1 && n <= partCount;
    }

    /** Bytes before part {@code n}. */
    public long offsetOf(int n) {
        return (requirePart(n) - 1) * partSize;
    }

    /** Bytes of part {@code n}. */
    public long lengthOf(int n) {
        return Math.min(partSize, size - offsetOf(n));
    }

    private long requirePart(int n) {
        if (!contains(n)) {
            throw new IllegalArgumentException("part must be 1 to " + partCount + ", not " + n);
        }
        return n;
    }

    private static long partSizeFor(long size) {
        long partSize = SMALLEST_PART;
        while (partSize < LARGEST_PART && ceilDiv(size, partSize) > MOST_PARTS) {
            partSize *= 2;
        }
        return partSize;
    }

    private static long ceilDiv(long size, long partSize) {
        return Math.ceilDiv(size, partSize);
    }
}
