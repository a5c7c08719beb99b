package io.cloudstore.embedded.s3.store;

import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import java.util.Optional;

/**
 * The condition of a write (<a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">
 * conditional writes</a>), judged when the object would become visible.
 *
 * @param mustBeAbsent {@code If-None-Match: *}
 * @param mustHaveEtag {@code If-Match}, without quotes
 */
public record WriteCondition(boolean mustBeAbsent, Optional<String> mustHaveEtag) {
    public static final WriteCondition NONE = new WriteCondition(false, Optional.empty());

    /** Fails with PreconditionFailed or, when an ETag is wanted of an absent object, NoSuchKey. */
    public void check(Optional<StoredObject> current) {
        if (mustBeAbsent && current.isPresent()) {
            throw new S3Failure(S3Error.PRECONDITION_FAILED).with("Condition", "If-None-Match");
        }
        if (mustHaveEtag.isPresent()) {
            StoredObject object = current.orElseThrow(() -> new S3Failure(S3Error.NO_SUCH_KEY));
            if (!object.etag().equals(mustHaveEtag.get())) {
                throw new S3Failure(S3Error.PRECONDITION_FAILED).with("Condition", "If-Match");
            }
        }
    }
}
