package io.cloudstore.embedded.s3.http;

import io.cloudstore.embedded.s3.access.Identity;
import io.cloudstore.embedded.s3.store.Bucket;
import io.cloudstore.embedded.s3.store.Store;
import io.cloudstore.embedded.s3.wire.Request;
import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import java.nio.charset.StandardCharsets;

/** A verified request in the hands of an operation. */
record Call(Request request, Identity identity, Body body, Store store) {
    /** The longest key in UTF-8 bytes. */
    private static final int LONGEST_KEY = 1024;

    /** The bucket, after the check that the caller may do this to it. */
    Bucket bucketFor(String action) {
        requireAllowed(identity.mayOnBucket(action, request.bucket()));
        return existingBucket(request.bucket());
    }

    /** The object's bucket, after the check that the caller may do this to the object. */
    Bucket bucketOfObjectFor(String action) {
        requireAllowed(identity.mayOnObject(action, request.bucket(), key()));
        return existingBucket(request.bucket());
    }

    String key() {
        String key = request.key();
        int bytes = key.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_KEY) {
            throw new S3Failure(S3Error.KEY_TOO_LONG).with("Size", bytes).with("MaxSizeAllowed", LONGEST_KEY);
        }
        return key;
    }

    Bucket existingBucket(String name) {
        return store.bucket(name).orElseThrow(() -> new S3Failure(S3Error.NO_SUCH_BUCKET).with("BucketName", name));
    }

    /** Only who may list the bucket learns that a key isn't there; others may not tell it from a forbidden one. */
    S3Failure absent(String bucket, String key) {
        return identity.mayOnBucket("s3:ListBucket", bucket)
                ? new S3Failure(S3Error.NO_SUCH_KEY).with("Key", key)
                : new S3Failure(S3Error.ACCESS_DENIED);
    }

    static void requireAllowed(boolean allowed) {
        if (!allowed) {
            throw new S3Failure(S3Error.ACCESS_DENIED);
        }
    }
}
