package io.cloudstore.core.walls.broken.work;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Takes time and chance from the system. */
final class AsksTheSystem {
    private final Random random = new Random();

    String answer() {
        return Instant.now() + " " + UUID.randomUUID() + " " + random.nextInt();
    }
}
