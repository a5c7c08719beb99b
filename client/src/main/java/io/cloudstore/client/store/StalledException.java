package io.cloudstore.client.store;

import java.io.IOException;

/** No byte moved for too long. */
public final class StalledException extends IOException {
    StalledException() {
        super("no progress for too long");
    }
}
