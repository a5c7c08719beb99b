package io.cloudstore.client.upload;

import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.instant.ByteRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/** The local file, as it was when the upload began. Its ranges are read where they are needed, by many threads. */
final class SourceFile implements AutoCloseable {
    /** Bytes read at a time for hashing, 2 MiB, by one thread at a time: fewer seeks where a disk has any. */
    private static final int PIECE = 2 << 20;

    private final Path path;
    private final FileChannel channel;
    private final PartPlan plan;
    private final FileTime modified;
    /** Held by whoever reads to hash. */
    private final ReentrantLock turn = new ReentrantLock();

    private SourceFile(Path path, FileChannel channel, PartPlan plan, FileTime modified) {
        this.path = path;
        this.channel = channel;
        this.plan = plan;
        this.modified = modified;
    }

    /**
     * Opens the file at {@code path}.
     *
     * @throws IOException if it is no regular file or can't be read
     */
    static SourceFile open(Path path) throws IOException {
        BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
        if (!found.isRegularFile()) {
            throw new IOException(path + " is not a regular file");
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        return new SourceFile(path, channel, PartPlan.of(found.size()), found.lastModifiedTime());
    }

    FileChannel channel() {
        return channel;
    }

    PartPlan plan() {
        return plan;
    }

    Instant modifiedAt() {
        return modified.toInstant();
    }

    /** The digest of part {@code n}, read now. */
    Sha256 digestOf(int n, LongConsumer hashed) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, Math.max(1, plan.lengthOf(n))));
        long position = plan.offsetOf(n);
        long end = position + plan.lengthOf(n);
        while (position < end) {
            piece.clear().limit((int) Math.min(piece.capacity(), end - position));
            read(piece, position);
            position += piece.flip().remaining();
            hashed.accept(piece.remaining());
            digest.update(piece);
        }
        return Sha256.of(digest.digest());
    }

    private void read(ByteBuffer piece, long position) throws IOException {
        turn.lock();
        try {
            if (channel.read(piece, position) < 0) {
                throw new SourceChangedException(path, "it became shorter");
            }
        } finally {
            turn.unlock();
        }
    }

    /** The bytes of a range, read now. */
    byte[] read(ByteRange range) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(range.length());
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, range.offset() + bytes.position()) < 0) {
                throw new SourceChangedException(path, "it became shorter");
            }
        }
        return bytes.array();
    }

    /**
     * Returns if the file looks as it did at first.
     *
     * @throws SourceChangedException if its size or its time of modification is another, or it is gone
     */
    void requireUnchanged() throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            if (now.size() != plan.size()) {
                throw new SourceChangedException(path, "it had " + plan.size() + " bytes, now " + now.size());
            }
            if (!now.lastModifiedTime().equals(modified)) {
                throw new SourceChangedException(path, "it was modified at " + now.lastModifiedTime());
            }
        } catch (NoSuchFileException e) {
            throw new SourceChangedException(path, "it is gone");
        }
    }

    /** Returns if part {@code n} still has the digest {@code signed}. */
    void requireUnchanged(int n, Sha256 signed) throws IOException {
        requireUnchanged();
        if (!digestOf(n, bytes -> {}).equals(signed)) {
            throw new SourceChangedException(path, "part " + n + " reads otherwise than before");
        }
    }

    /** Whether what is at the path has another size now: an upload of the old one can't be carried on. */
    boolean hasOtherSize() {
        try {
            return Files.size(path) != plan.size();
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
