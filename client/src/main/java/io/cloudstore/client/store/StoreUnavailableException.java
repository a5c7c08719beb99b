package io.cloudstore.client.store;

import java.io.IOException;

/** The store gave no bytes; its answer says whether it may later, or through another URL. */
public final class StoreUnavailableException extends IOException {
    private final transient StoreAnswer answer;

    StoreUnavailableException(StoreAnswer answer) {
        super("the store gave no bytes (" + answer + ")");
        this.answer = answer;
    }

    /** What the store said. */
    public StoreAnswer answer() {
        return answer;
    }
}
