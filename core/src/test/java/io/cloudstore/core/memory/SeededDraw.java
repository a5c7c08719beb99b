package io.cloudstore.core.memory;

import io.cloudstore.core.work.Draw;
import java.util.Random;
import java.util.UUID;

/** Chance that repeats itself: the same seed draws the same ids, keys and secrets. */
public final class SeededDraw implements Draw {
    private final Random random;
    private long ids;

    public SeededDraw(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public synchronized UUID id() {
        ids++;
        return new UUID(0x7000L + (ids << 16), random.nextLong());
    }

    @Override
    public synchronized UUID key() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    @Override
    public synchronized byte[] secret(int bytes) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return secret;
    }
}
