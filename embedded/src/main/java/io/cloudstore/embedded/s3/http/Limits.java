package io.cloudstore.embedded.s3.http;

import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;

/**
 * The sizes that S3 takes (<a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html">multipart upload limits</a>).
 */
final class Limits {
    /** One PUT, one part, and what CopyObject or a copy of a part takes at once. */
    private static final long LARGEST_PIECE = 5L * 1024 * 1024 * 1024;

    /** Longer lists come in pages. */
    static final int PAGE = 1000;

    /** 1,000 keys of 1,024 bytes, escaped. */
    static final int DELETE_DOCUMENT = 8 * 1024 * 1024;

    /** 10,000 parts with their checksums. */
    static final int COMPLETE_DOCUMENT = 8 * 1024 * 1024;

    /** Of a source up to this size no range can be copied (API_UploadPartCopy of the S3 API reference). */
    private static final long NO_RANGES_UP_TO = 5L * 1024 * 1024;

    private Limits() {}

    static void requireRanges(long size) {
        if (size <= NO_RANGES_UP_TO) {
            throw new S3Failure(
                    S3Error.INVALID_REQUEST, "The specified copy source is not supported as a byte-range copy source");
        }
    }

    static void requireUploadable(long size) {
        if (size > LARGEST_PIECE) {
            throw new S3Failure(S3Error.ENTITY_TOO_LARGE)
                    .with("ProposedSize", size)
                    .with("MaxSizeAllowed", LARGEST_PIECE);
        }
    }

    static void requireCopyable(long size) {
        if (size > LARGEST_PIECE) {
            throw new S3Failure(
                    S3Error.INVALID_REQUEST,
                    "The specified copy source is larger than the maximum allowable size for a copy source: "
                            + LARGEST_PIECE);
        }
    }
}
