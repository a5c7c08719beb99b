package io.cloudstore.bench.upload;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** Bytes that no store has seen, so that nothing can be skipped. */
public final class FreshContent {
    private static final int BLOCK = 1 << 20;

    private FreshContent() {}

    /** Fills a file with so many of them. */
    public static void write(Path file, long size) throws IOException {
        RandomGenerator random = RandomGenerator.getDefault();
        byte[] block = new byte[(int) Math.min(BLOCK, size)];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = size; left > 0; left -= BLOCK) {
                random.nextBytes(block);
                out.write(block, 0, (int) Math.min(BLOCK, left));
            }
        }
    }
}
