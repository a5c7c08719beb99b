package io.cloudstore.embedded.s3.store;

import io.cloudstore.embedded.s3.wire.ByteRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * An object held open for reading: it stays readable to the last byte although it is replaced or deleted meanwhile.
 */
public final class OpenObject implements AutoCloseable {
    private static final int BUFFER = 128 * 1024;

    private final StoredObject object;
    private final FileChannel channel;
    private final Path partFolder;
    private final Runnable release;

    OpenObject(StoredObject object, FileChannel channel, Path partFolder, Runnable release) {
        this.object = object;
        this.channel = channel;
        this.partFolder = partFolder;
        this.release = release;
    }

    public StoredObject object() {
        return object;
    }

    /** Gives the bytes of the range, in order, to the sink. */
    public void read(ByteRange range, Sink sink) throws IOException {
        if (object.uploadId() == null) {
            copy(channel, range.first(), range.length(), sink);
            return;
        }
        long start = 0;
        for (StoredPart part : object.parts()) {
            long from = Math.max(range.first(), start);
            long to = Math.min(range.last() + 1, start + part.size());
            if (from < to) {
                try (FileChannel bytes = FileChannel.open(partFolder.resolve(part.file()), StandardOpenOption.READ)) {
                    copy(bytes, from - start, to - from, sink);
                }
            }
            start += part.size();
        }
    }

    /** The file that holds exactly this range and nothing else, if there is one: a part's. */
    Optional<Path> fileOf(ByteRange range) {
        long start = 0;
        for (StoredPart part : object.parts()) {
            if (start == range.first() && part.size() == range.length()) {
                return Optional.of(partFolder.resolve(part.file()));
            }
            start += part.size();
        }
        return Optional.empty();
    }

    private static void copy(FileChannel from, long position, long length, Sink sink) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, Math.max(1, length)));
        for (long done = 0; done < length; ) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), length - done));
            int count = from.read(buffer, position + done);
            if (count < 0) {
                throw new IOException("The file of an object is shorter than its footer says");
            }
            sink.accept(buffer.array(), 0, count);
            done += count;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            release.run();
        }
    }

    /** Takes bytes; the buffer is only lent. */
    public interface Sink {
        void accept(byte[] buffer, int offset, int length) throws IOException;
    }
}
