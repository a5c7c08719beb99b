package io.cloudstore.cli.terminal;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
     * @throws CommandFailure when the folder isn't here, the name can't be used here, or something else is here under it
     */
    public static Path of(@Nullable String chosen, String name) {
        return chosen == null ? here(name) : requireNoFolder(chosen(chosen, name));
    }

    private static Path chosen(String chosen, String name) {
        Path place = Path.of(chosen);
        if (Files.isDirectory(place)) {
            return place.resolve(usable(name)).toAbsolutePath();
        }
        // Java's paths forget the slash by which a folder is named.
        Path folder = chosen.endsWith("/") ? place : place.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            String shown = folder.toString();
            throw Files.exists(folder)
                    ? new CommandFailure(ExitCode.CONFLICT, shown + " is a file, not a folder", "")
                    : new CommandFailure(
                            ExitCode.NOT_FOUND,
                            "there is no folder " + shown + " here",
                            "Make it first: mkdir -p " + Words.quoted(folder.toString()));
        }
        return place.toAbsolutePath();
    }

    private static Path requireNoFolder(Path target) {
        if (Files.isDirectory(target)) {
            throw new CommandFailure(ExitCode.CONFLICT, target + " is a folder", "Choose another name: -o FILE");
        }
        return target;
    }

    private static Path here(String name) {
        Path target = Path.of(usable(name)).toAbsolutePath();
        if (Files.exists(target)) {
            throw new CommandFailure(ExitCode.CONFLICT, name + " is here already", "To replace it: -o FILE");
        }
        return target;
    }

    private static String usable(String name) {
        if (!isOfOneFile(name)) {
            throw new CommandFailure(ExitCode.USAGE, "the file's name can't be used here", "Choose one: -o FILE");
        }
        return name;
    }

    /** Whether it leads to something right in a folder, as this machine's file system reads it. */
    private static boolean isOfOneFile(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            return false;
        }
        try {
            Path path = Path.of(name);
            return path.getRoot() == null && path.getNameCount() == 1;
        } catch (InvalidPathException impossible) {
            return false;
        }
    }
}
