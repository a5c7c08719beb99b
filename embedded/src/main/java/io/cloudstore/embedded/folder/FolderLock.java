package io.cloudstore.embedded.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.cloudstore.gateway.hosting.CannotStart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One owner at a time. The lock is the operating system's, so it ends with its process however that ends; the file's
 * text (process id and start) only serves the sentence that a second owner gets.
 */
final class FolderLock implements AutoCloseable {
    /**
     * What this process holds. Looked at before the file is opened: on POSIX systems, closing any channel on a file
     * frees every lock that the process has on it (see {@link java.nio.channels.FileLock}).
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws CannotStart when a living process owns the folder; the sentence names it */
    static FolderLock take(Path folder) throws IOException {
        Path file = folder.resolve("lock");
        if (!HELD.add(file)) {
            throw owned(folder, "this very process (" + ProcessHandle.current().pid() + ")");
        }
        boolean taken = false;
        FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
        try {
            if (channel.tryLock() == null) {
                throw owned(folder, ownerWrittenIn(file));
            }
            write(channel);
            taken = true;
            return new FolderLock(file, channel);
        } finally {
            if (!taken) {
                channel.close();
                HELD.remove(file);
            }
        }
    }

    private static void write(FileChannel channel) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        String start = self.info().startInstant().map(Instant::toString).orElse("an unknown time");
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((self.pid() + " " + start + "\n").getBytes(UTF_8)));
    }

    private static String ownerWrittenIn(Path file) throws IOException {
        String[] owner = Files.readString(file).strip().split(" ", 2);
        return owner.length < 2 ? "another process" : "process " + owner[0] + ", running since " + owner[1];
    }

    private static CannotStart owned(Path folder, String owner) {
        return new CannotStart("The data folder " + folder + " is in use by " + owner
                + ". Stop that one first, or choose another folder with --data.");
    }

    /** Frees the folder; a second call does nothing. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.close();
            HELD.remove(file);
        }
    }
}
