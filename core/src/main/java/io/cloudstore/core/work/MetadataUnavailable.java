package io.cloudstore.core.work;

/**
 * The metadata database can't be reached, takes no writes now, or has no connection or no peace left for this call. It
 * passes: the caller may try again. When the connection broke while a commit was under way, nothing is known about its
 * effect.
 */
public final class MetadataUnavailable extends RuntimeException {
    /** Because of {@code what}. */
    public MetadataUnavailable(String what, Throwable cause) {
        super(what, cause);
    }
}
