package io.cloudstore.core.work;

import java.util.UUID;

/** Chance and ids, from outside so that tests own them. */
public interface Draw {
    /** A new row's id: UUIDv7, in the order of time. No capability. */
    UUID id();

    /** 128 random bits, for an object's key. */
    UUID key();

    /** {@code bytes} random bytes, for a secret. */
    byte[] secret(int bytes);
}
