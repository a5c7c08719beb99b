package io.cloudstore.embedded.folder;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.cloudstore.gateway.hosting.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The engines' programs, unpacked from their jars once for each user: 380 MB that every data folder, every test and
 * every restart shares.
 */
public final class EnginePrograms {
    /** System property that names another cache folder. */
    public static final String FOLDER_PROPERTY = "cloudstore.engines";

    private static final String UNPACKING = ".unpacking-";
    /** Longer than any unpacking takes: older ones belong to processes that died over it. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path cache;

    private EnginePrograms(Path cache) {
        this.cache = cache;
    }

    /** What a program's files are made from. */
    public interface Source {
        /** Writes the program's files into an empty folder. */
        void unpackInto(Path folder) throws IOException;
    }

    /**
     * The cache of this user: the system property {@value #FOLDER_PROPERTY}, else {@code cloudstore/engines} in
     * {@code $XDG_CACHE_HOME} or {@code ~/.cache}.
     *
     * @throws CannotStart on anything but Linux on x86-64, for which alone there are programs
     */
    public static EnginePrograms ofThisUser() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!system.toLowerCase(Locale.ROOT).matches("linux (amd64|x86_64)")) {
            throw new CannotStart("The embedded cloud runs on Linux x86-64 only (this is " + system
                    + "); use `cloudstore serve` with a database, a queue and a store of your own.");
        }
        Optional<Path> named =
                Optional.ofNullable(System.getProperty(FOLDER_PROPERTY)).map(Path::of);
        return new EnginePrograms(named.orElseGet(EnginePrograms::userCache));
    }

    /** A cache in a folder of the caller's choice. */
    public static EnginePrograms in(Path cache) {
        return new EnginePrograms(cache.toAbsolutePath());
    }

    private static Path userCache() {
        Path base = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(value -> value.startsWith("/"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        return base.resolve("cloudstore").resolve("engines");
    }

    /**
     * The folder of a program, unpacked when it isn't there. Whoever comes at the same time may unpack too; one of
     * them wins, and nobody ever sees half a program.
     *
     * @param name the program with its version: the same name always means the same files
     */
    public Path folder(String name, Source source) {
        Path folder = cache.resolve(name);
        if (!Files.isDirectory(folder)) {
            try {
                unpack(folder, source);
            } catch (IOException e) {
                throw new UncheckedIOException("can't unpack " + name + " into " + cache, e);
            }
        }
        return folder;
    }

    private void unpack(Path folder, Source source) throws IOException {
        Files.createDirectories(cache);
        removeAbandoned();
        Path unpacking = Files.createTempDirectory(cache, UNPACKING);
        try {
            source.unpackInto(unpacking);
            Files.move(unpacking, folder, ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            if (!Files.isDirectory(folder)) { // otherwise somebody else was quicker
                throw e;
            }
        } finally {
            delete(unpacking);
        }
    }

    private void removeAbandoned() throws IOException {
        Instant limit = Instant.now().minus(ABANDONED);
        List<Path> found;
        try (Stream<Path> entries = Files.list(cache)) {
            found = entries.filter(entry -> entry.getFileName().toString().startsWith(UNPACKING))
                    .toList();
        }
        for (Path entry : found) {
            if (isOlder(entry, limit)) {
                delete(entry);
            }
        }
    }

    /** What is gone by now isn't abandoned: whoever unpacked it has moved it to its place. */
    private static boolean isOlder(Path entry, Instant limit) throws IOException {
        try {
            return Files.getLastModifiedTime(entry).toInstant().isBefore(limit);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** Others may be deleting the same. */
    private static void delete(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
