package io.cloudstore.embedded.s3.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Bytes on their way in, in a temporary file that disappears on close unless it was moved to its place. */
public final class Incoming implements AutoCloseable {
    private final Path path;
    private final @Nullable FileChannel channel;
    private boolean moved;

    private Incoming(Path path, @Nullable FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static Incoming create(Path path) throws IOException {
        return new Incoming(path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** A file whose bytes are there already, under a second name. */
    static Incoming linked(Path path) {
        return new Incoming(path, null);
    }

    public void write(byte[] buffer, int offset, int length) throws IOException {
        if (channel == null) {
            throw new IllegalStateException("A linked file is complete");
        }
        ByteBuffer bytes = ByteBuffer.wrap(buffer, offset, length);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    Path path() {
        return path;
    }

    void finish(boolean fsync) throws IOException {
        if (channel != null) {
            if (fsync) {
                channel.force(true);
            }
            channel.close();
        }
    }

    void moved() {
        moved = true;
    }

    /** Whether the file is where it belongs, whatever failed afterwards. */
    boolean isInPlace() {
        return moved;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
        if (!moved) {
            Files.deleteIfExists(path);
        }
    }
}
