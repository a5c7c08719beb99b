package io.cloudstore.embedded.s3.store;

/** How an object came to be, in the words of S3's event names. */
public enum Creation {
    PUT("Put"),
    COPY("Copy"),
    COMPLETE("CompleteMultipartUpload");

    private final String eventName;

    Creation(String eventName) {
        this.eventName = eventName;
    }

    /** For example {@code Put} of {@code ObjectCreated:Put}. */
    public String eventName() {
        return eventName;
    }
}
