package io.cloudstore.embedded.s3.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Numbers that only ever grow, across restarts and whatever the clock does: the file holds a number above every one
 * given out, and a start goes on from there.
 */
final class Sequencer {
    private static final long BLOCK = 10_000;

    private final Path file;
    private final Disk disk;
    private long next;
    private long reserved;

    Sequencer(Path file, Disk disk) throws IOException {
        this.file = file;
        this.disk = disk;
        this.next = Files.exists(file) ? Long.parseLong(Files.readString(file).strip(), 16) : 1;
        this.reserved = next;
    }

    /** The next number in 18 digits of upper-case hex, as S3 writes its sequencers. */
    synchronized String next() throws IOException {
        if (next == reserved) {
            disk.write(file, hex(reserved + BLOCK).getBytes(StandardCharsets.US_ASCII));
            reserved += BLOCK;
        }
        return hex(next++);
    }

    private static String hex(long number) {
        return String.format(Locale.ROOT, "%018X", number);
    }
}
