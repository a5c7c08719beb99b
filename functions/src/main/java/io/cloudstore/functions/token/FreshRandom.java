package io.cloudstore.functions.token;

import java.io.Serial;
import java.security.SecureRandom;

/**
 * Asks a generator that is made for each draw: one that was made before a SnapStart snapshot would draw the same in each
 * of its clones, and two signatures with one nonce give the key away.
 */
final class FreshRandom extends SecureRandom {
    @Serial
    private static final long serialVersionUID = 1;

    @Override
    public void nextBytes(byte[] bytes) {
        new SecureRandom().nextBytes(bytes);
    }
}
