package io.cloudstore.gateway.template;

import org.jspecify.annotations.Nullable;

/** The template can't be hosted as it stands; the message is a sentence that names resource and property. */
public final class TemplateException extends RuntimeException {

    /** Says what can't be hosted. */
    public TemplateException(String sentence) {
        super(sentence);
    }

    /** Says what can't be hosted, and what made that known. */
    public TemplateException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    static <T> T found(String kind, String logicalId, @Nullable T value) {
        if (value == null) {
            throw new TemplateException("The template declares no " + kind + " " + logicalId + ".");
        }
        return value;
    }
}
