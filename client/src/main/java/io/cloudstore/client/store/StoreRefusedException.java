package io.cloudstore.client.store;

import java.io.IOException;

/** The store refused a request for a reason that trying again does not change. */
public final class StoreRefusedException extends IOException {
    /** What was asked and what the store said. */
    public StoreRefusedException(String what, StoreAnswer answer) {
        super("the store refused " + what + " (" + answer + ")");
    }
}
