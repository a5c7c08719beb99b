package io.cloudstore.embedded.s3.store;

import java.util.Map;

/**
 * What a client says of an object and gets back with it.
 *
 * @param headers standard headers such as {@code content-type}, by lower-case name
 * @param metadata the {@code x-amz-meta-} headers, without that prefix
 * @param storageClass as sent; {@code STANDARD} when nothing was
 */
public record Attributes(Map<String, String> headers, Map<String, String> metadata, String storageClass) {
    public Attributes {
        headers = Map.copyOf(headers);
        metadata = Map.copyOf(metadata);
    }

    public Attributes withStorageClass(String other) {
        return new Attributes(headers, metadata, other);
    }
}
