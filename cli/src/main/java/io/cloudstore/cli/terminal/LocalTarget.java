package io.cloudstore.cli.terminal;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a file that comes from the drive is written. */
public final class LocalTarget {
    private LocalTarget() {}

    /**
     * The place that {@code -o} names, or this folder. An own choice is followed; what is here under the name by chance is
     * not replaced.
     *
     * @param chosen a file, or a folder to write into under {@code name}; neither when left out
     * @throws CommandFailure when the name can't be used here, or is here already
     */
    public static Path of(@Nullable Path chosen, String name) {
        if (chosen != null && !Files.isDirectory(chosen)) {
            return chosen.toAbsolutePath();
        }
        if (name.matches("\\.\\.?|.*[/\0].*")) {
            throw new CommandFailure(ExitCode.USAGE, "the file's name can't be used here", "Choose one: -o FILE");
        }
        if (chosen != null) {
            return chosen.resolve(name).toAbsolutePath();
        }
        Path target = Path.of(name).toAbsolutePath();
        if (Files.exists(target)) {
            throw new CommandFailure(
                    ExitCode.CONFLICT, Words.shown(name) + " is here already", "To replace it: -o FILE");
        }
        return target;
    }
}
