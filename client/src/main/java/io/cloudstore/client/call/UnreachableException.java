package io.cloudstore.client.call;

import java.io.IOException;

/** The service or the store did not answer, however often it was tried. Nothing is known to be lost. */
public final class UnreachableException extends IOException {
    /** What was tried, and how it failed the last time. */
    public UnreachableException(String message, IOException last) {
        super(message, last);
    }

    /** Why {@code failure} happened, in as many words as it has. */
    public static String reason(IOException failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
