package io.cloudstore.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for what the bench makes, deleted with all that is in it when it is closed. */
record Workshop(Path folder) implements AutoCloseable {

    /** A new one in the build's folder, which is on a disk even where the system's temporary files are in memory. */
    static Workshop in(Path root) throws IOException {
        Path target = Files.createDirectories(root.resolve("bench/target"));
        return new Workshop(Files.createTempDirectory(target, "run"));
    }

    @Override
    public void close() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : deepestFirst) {
            Files.deleteIfExists(each);
        }
    }
}
