package io.cloudstore.embedded.s3.access;

import java.util.List;

/**
 * A key pair and what it may do.
 *
 * @param accessKey the public half, named in every signature
 * @param secretKey the secret half; never logged
 * @param allows the permissions; what none of them covers is denied
 */
public record Identity(String accessKey, String secretKey, List<Allow> allows) {
    public Identity {
        if (accessKey.isBlank() || secretKey.isBlank()) {
            throw new IllegalArgumentException("An S3 identity needs an access key and a secret key");
        }
        allows = List.copyOf(allows);
    }

    /** Whether the action on a bucket is allowed, for example {@code s3:ListBucket}. */
    public boolean mayOnBucket(String action, String bucket) {
        return may(action, "arn:aws:s3:::" + bucket);
    }

    /** Whether the action on an object is allowed, for example {@code s3:GetObject}. */
    public boolean mayOnObject(String action, String bucket, String key) {
        return may(action, "arn:aws:s3:::" + bucket + "/" + key);
    }

    private boolean may(String action, String resource) {
        return allows.stream().anyMatch(allow -> allow.covers(action, resource));
    }

    @Override
    public String toString() {
        return "Identity[" + accessKey + "]";
    }
}
