package io.cloudstore.cli.context;

import io.cloudstore.client.session.SavedSession;
import io.cloudstore.client.session.SessionStore;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the session with one server in one file that only its owner can read (mode 0600, in a folder of mode 0700).
 * Written beside and moved into place: whoever reads sees the old session or the new one. Several processes share it;
 * a lock file beside it, which stays, orders their refreshes.
 */
public final class FileSessionStore implements SessionStore {
    private static final JsonMapper JSON = new JsonMapper();
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    /** Locks of the file system are held by processes; this one orders the threads of ours. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final Path folder;
    private final Path file;
    private final Path lockFile;

    /** The session with {@code server} in {@code folder}. */
    FileSessionStore(Path folder, URI server) {
        String name = URLEncoder.encode(server.toString(), StandardCharsets.UTF_8);
        this.folder = folder;
        this.file = folder.resolve(name + ".json");
        this.lockFile = folder.resolve(name + ".lock");
    }

    @Override
    public Optional<SavedSession> read() throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), SavedSession.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new IOException(file + " can't be read as a session; delete it and sign in again", e);
        }
    }

    @Override
    public void write(SavedSession session) throws IOException {
        makeFolder();
        Path fresh = Files.createTempFile(folder, "session", ".tmp", only("rw-------"));
        try {
            Files.writeString(fresh, JSON.writeValueAsString(session));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    @Override
    public void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public Lock lock() throws IOException {
        makeFolder();
        THREADS.lock();
        try {
            FileChannel channel = FileChannel.open(
                    lockFile, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), only("rw-------"));
            FileLock lock = channel.lock();
            return () -> {
                try (channel) {
                    lock.release();
                } finally {
                    THREADS.unlock();
                }
            };
        } catch (IOException | RuntimeException e) {
            THREADS.unlock();
            throw e;
        }
    }

    private void makeFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, only("rwx------"));
        }
    }

    private static FileAttribute<?>[] only(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
