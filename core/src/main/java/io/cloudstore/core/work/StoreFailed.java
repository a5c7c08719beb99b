package io.cloudstore.core.work;

/** The object store failed or could not be reached. Nothing is known about the effect; a retry is safe. */
public final class StoreFailed extends RuntimeException {
    /** For the call {@code what}. */
    public StoreFailed(String what, Throwable cause) {
        super(what, cause);
    }
}
