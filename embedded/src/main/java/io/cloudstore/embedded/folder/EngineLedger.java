package io.cloudstore.embedded.folder;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The file that lists the engines' processes, so that a later owner can recognise what a killed one left running. */
final class EngineLedger {
    /** No process id yet: the engine is about to be started. */
    static final long STARTING = 0;

    /**
     * Who an engine's process is: a process id alone may have gone to somebody else since.
     *
     * @param pid the process id, or {@link #STARTING}
     * @param since when that process started; for STARTING, a moment before it does
     * @param argument an argument of its command line that names a path in this data folder
     */
    record Entry(String engine, long pid, Instant since, String argument) {
        static Entry parse(String line) {
            String[] fields = line.split("\t", 4);
            return new Entry(fields[0], Long.parseLong(fields[1]), Instant.parse(fields[2]), fields[3]);
        }

        String line() {
            return String.join("\t", engine, Long.toString(pid), since.toString(), argument);
        }
    }

    private final Path file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    EngineLedger(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            Files.readAllLines(file).stream().map(Entry::parse).forEach(entry -> entries.put(entry.engine(), entry));
        }
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    synchronized void put(Entry entry) {
        entries.put(entry.engine(), entry);
        save();
    }

    synchronized void remove(String engine) {
        entries.remove(engine);
        save();
    }

    private void save() {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.write(next, entries.values().stream().map(Entry::line).toList());
            Files.move(next, file, ATOMIC_MOVE, REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
