package io.cloudstore.embedded.s3.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request that S3 refuses: the code, the words for it, and the extra elements that some codes carry. */
public final class S3Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final S3Error error;
    private final transient Map<String, String> details = new LinkedHashMap<>();

    public S3Failure(S3Error error) {
        this(error, error.message());
    }

    public S3Failure(S3Error error, String message) {
        super(message);
        this.error = error;
    }

    /** Adds an element to the answer, such as {@code PartNumber}. */
    public S3Failure with(String element, Object value) {
        details.put(element, value.toString());
        return this;
    }

    public S3Error error() {
        return error;
    }

    public String words() {
        String message = getMessage();
        return message == null ? error.message() : message;
    }

    public Map<String, String> details() {
        return details;
    }
}
