package io.cloudstore.bench.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What processes have in memory. */
final class ResidentMemory {
    private ResidentMemory() {}

    /** MiB of a process and of all that it started: the sum of their VmRSS, where pages that they share count each time. */
    static double mebibytes(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                        .mapToLong(ResidentMemory::kibibytes)
                        .sum()
                / 1024.0;
    }

    /** See proc_pid_status(5). */
    private static long kibibytes(ProcessHandle process) {
        try (Stream<String> status = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            return status.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
