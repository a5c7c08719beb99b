package io.cloudstore.core.drive;

import io.cloudstore.core.blob.Blob;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** Makes presigned GET URLs, with an identity that may do nothing else. */
public interface SignGet {
    /**
     * A URL for the blob's object, from the bucket that its place names.
     *
     * @param fileName what the browser saves it as; sent as an attachment
     * @param contentType the type that the store answers with
     */
    SignedGet sign(Blob blob, EntryName fileName, String contentType, Duration life);

    /** A presigned GET. */
    record SignedGet(URI url, Instant expiresAt) {}
}
