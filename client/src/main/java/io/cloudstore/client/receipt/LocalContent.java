package io.cloudstore.client.receipt;

import io.cloudstore.client.download.RunningContentId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What a local file holds.
 *
 * @param size bytes
 * @param contentId computed from the bytes; left out when the size alone says that it is something else
 */
public record LocalContent(long size, Optional<String> contentId) {
    /** Bytes read at a time. */
    private static final int PIECE = 256 << 10;

    /**
     * Reads the file once, from its beginning to its end, if its size is the receipt's.
     *
     * @param read is told of bytes as they are read
     * @throws IOException if it can't be read, is no regular file, or changes meanwhile
     */
    public static LocalContent of(Path file, Receipt receipt, LongConsumer read) throws IOException {
        if (!Files.isRegularFile(file)) {
            Files.readAttributes(file, "size"); // what isn't there is told as that
            throw new IOException(file + " is not a regular file");
        }
        long size = Files.size(file);
        if (size != receipt.plan().size()) {
            return new LocalContent(size, Optional.empty());
        }
        return new LocalContent(size, Optional.of(contentId(file, size, read)));
    }

    private static String contentId(Path file, long size, LongConsumer read) throws IOException {
        RunningContentId running = new RunningContentId(size);
        long left = size;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] piece = new byte[PIECE];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                if (count > left) {
                    throw new IOException(file + " grew while it was read");
                }
                running.update(piece, count);
                left -= count;
                read.accept(count);
            }
        }
        if (left > 0) {
            throw new IOException(file + " became shorter while it was read");
        }
        return running.end().toString();
    }

    /** What is not as the receipt says, each in words; empty when all is. */
    public List<String> differencesFrom(Receipt receipt) {
        List<String> differences = new ArrayList<>();
        if (size != receipt.plan().size()) {
            differences.add("size: the receipt says " + receipt.plan().size() + " bytes, the file has " + size);
        }
        contentId
                .filter(found -> !found.equals(receipt.contentId().toString()))
                .ifPresent(found -> differences.add(
                        "content id: the receipt says " + receipt.contentId() + ", the file's is " + found));
        return differences;
    }
}
