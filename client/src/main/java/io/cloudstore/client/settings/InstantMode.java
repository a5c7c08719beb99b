package io.cloudstore.client.settings;

import java.util.Locale;

/** Whether content that the service holds already is added without being sent. */
public enum InstantMode {
    /** The service is asked where it may pay, and what it is likely to hold waits for its answer. */
    AUTO,
    /** Nobody is asked, nothing waits, nothing is copied: every byte is sent that an earlier attempt hasn't. */
    OFF;

    /** As written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
