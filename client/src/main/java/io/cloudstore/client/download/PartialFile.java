package io.cloudstore.client.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What has arrived of a file: {@code NAME.part}, and beside it the content id that it is part of. */
final class PartialFile implements AutoCloseable {
    private final Path target;
    private final Path part;
    private final Path sidecar;
    private final FileChannel channel;
    private long length;

    private PartialFile(Path target, Path part, Path sidecar, FileChannel channel, long length) {
        this.target = target;
        this.part = part;
        this.sidecar = sidecar;
        this.channel = channel;
        this.length = length;
    }

    /** Opens what is there of {@code contentId}, or begins anew. */
    static PartialFile open(Path target, String contentId, long size) throws IOException {
        Path part = beside(target, ".part");
        Path sidecar = beside(target, ".part.id");
        boolean same = Files.isRegularFile(sidecar)
                && Files.size(sidecar) < 200
                && Files.readString(sidecar, StandardCharsets.UTF_8).strip().equals(contentId);
        FileChannel channel =
                FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        PartialFile partial = new PartialFile(target, part, sidecar, channel, channel.size());
        if (!same || channel.size() > size) {
            partial.restart();
            Files.writeString(sidecar, contentId + "\n", StandardCharsets.UTF_8);
        }
        return partial;
    }

    private static Path beside(Path target, String suffix) {
        return target.resolveSibling(target.getFileName() + suffix);
    }

    long length() {
        return length;
    }

    /** Takes the bytes that are there into {@code id}. */
    void readInto(RunningContentId id) throws IOException {
        byte[] piece = new byte[256 << 10];
        long position = 0;
        while (position < length) {
            int read = channel.read(ByteBuffer.wrap(piece), position);
            if (read < 0) {
                throw new IOException(part + " became shorter while it was read");
            }
            id.update(piece, read);
            position += read;
        }
    }

    /** Appends the first {@code count} of {@code bytes}. */
    void append(byte[] bytes, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
        while (buffer.hasRemaining()) {
            length += channel.write(buffer, length);
        }
    }

    /** Forgets the bytes that are there. */
    void restart() throws IOException {
        channel.truncate(0);
        length = 0;
    }

    /** Puts the file into its place, whole and durable. */
    void finish() throws IOException {
        channel.force(true);
        channel.close();
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.deleteIfExists(sidecar);
    }

    /** Leaves nothing behind. */
    void discard() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
        Files.deleteIfExists(sidecar);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
