package io.cloudstore.gateway.hosting;

import org.jspecify.annotations.Nullable;

/**
 * A cloud can't start for a reason that the person at the keyboard can do something about. The message is
 * a whole sentence for that person; no stack trace need be shown.
 */
public final class CannotStart extends RuntimeException {

    public CannotStart(String sentence) {
        super(sentence);
    }

    public CannotStart(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
