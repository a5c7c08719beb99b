package io.cloudstore.embedded.s3.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The few file operations that everything here is made of; a target is complete or untouched. */
final class Disk {
    private final Path temporary;
    private final boolean fsync;

    /** Takes a folder for temporary files, on the same file system as the targets, and empties it. */
    Disk(Path temporary, boolean fsync) throws IOException {
        this.temporary = temporary;
        this.fsync = fsync;
        deleteTree(temporary);
        Files.createDirectories(temporary);
    }

    Incoming incoming() throws IOException {
        return Incoming.create(temporaryName());
    }

    /** A second name for the bytes of a file that will never change; empty when the file system can't. */
    Optional<Incoming> link(Path existing) {
        Path name = temporaryName();
        try {
            Files.createLink(name, existing);
            return Optional.of(Incoming.linked(name));
        } catch (UnsupportedOperationException | IOException e) {
            return Optional.empty();
        }
    }

    /** Moves a finished file to its place, replacing what was there. */
    void publish(Incoming incoming, Path target) throws IOException {
        incoming.finish(fsync);
        Files.move(incoming.path(), target, StandardCopyOption.ATOMIC_MOVE);
        incoming.moved();
        syncFolderOf(target);
    }

    void write(Path target, byte[] content) throws IOException {
        try (Incoming incoming = incoming()) {
            incoming.write(content, 0, content.length);
            publish(incoming, target);
        }
    }

    /** Makes a folder vanish at once, whatever it holds, and says where it has to be deleted; empty when it isn't there. */
    Optional<Path> moveAway(Path folder) throws IOException {
        Path doomed = temporaryName();
        try {
            return Optional.of(Files.move(folder, doomed, StandardCopyOption.ATOMIC_MOVE));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(root)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }

    static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private Path temporaryName() {
        return temporary.resolve(UUID.randomUUID().toString());
    }

    private void syncFolderOf(Path target) throws IOException {
        Path folder = target.getParent();
        if (fsync && folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
