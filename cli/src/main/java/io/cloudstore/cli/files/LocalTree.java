package io.cloudstore.cli.files;

import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.client.drive.RemotePath;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be put: files with where they go, and folders, empty ones among them. A link to a file stands for the file;
 * a link to a folder inside a folder is passed over, as it may lead in a circle.
 */
final class LocalTree {
    /** A local file and where it goes. */
    record Item(Path source, RemotePath target, long size) {}

    private final List<Item> files = new ArrayList<>();
    private final List<RemotePath> folders = new ArrayList<>();
    private final List<Path> passedOver = new ArrayList<>();

    /** All {@code sources}, each under its own name in {@code into}. */
    static LocalTree of(List<Path> sources, RemotePath into, boolean recursive) throws IOException {
        LocalTree tree = new LocalTree();
        for (Path source : sources) {
            tree.add(source, into.child(nameOf(source)), recursive);
        }
        return tree;
    }

    /** The last name; also for {@code .} and {@code dir/..}, whose own says nothing. */
    private static String nameOf(Path source) throws IOException {
        Path name = source.getFileName();
        boolean says =
                name != null && !name.toString().isEmpty() && !name.toString().matches("\\.\\.?");
        Path real = says ? source : source.toRealPath();
        Path last = real.getFileName();
        if (last == null) {
            throw new CommandFailure(ExitCode.USAGE, source + " has no name of its own", "Name the folders in it.");
        }
        return last.toString();
    }

    private void add(Path source, RemotePath target, boolean recursive) throws IOException {
        if (Files.isDirectory(source)) {
            if (!recursive) {
                throw new CommandFailure(
                        ExitCode.USAGE, source + " is a folder", "To put it with all that is in it, add -r.");
            }
            Files.walkFileTree(Files.isSymbolicLink(source) ? source.toRealPath() : source, new Visitor(target));
        } else if (Files.isRegularFile(source)) {
            files.add(new Item(source, target, Files.size(source)));
        } else if (Files.exists(source)) {
            throw new CommandFailure(ExitCode.FAILURE, source + " is not a regular file", "");
        } else {
            throw new NoSuchFileException(source.toString());
        }
    }

    /** Goes through one folder; the remote folder that corresponds to the present one is on top of the stack. */
    private final class Visitor extends SimpleFileVisitor<Path> {
        private final List<RemotePath> stack = new ArrayList<>();
        private final RemotePath top;

        Visitor(RemotePath top) {
            this.top = top;
        }

        private RemotePath targetOf(Path path) {
            return stack.isEmpty() ? top : stack.getLast().child(String.valueOf(path.getFileName()));
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            RemotePath target = targetOf(folder);
            folders.add(target);
            stack.add(target);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (Files.isRegularFile(file)) {
                files.add(new Item(file, targetOf(file), Files.size(file)));
            } else {
                passedOver.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            stack.removeLast();
            return FileVisitResult.CONTINUE;
        }
    }

    List<Item> files() {
        return files;
    }

    /** Folders to be there, parents before what is in them. */
    List<RemotePath> folders() {
        return folders;
    }

    /** What is neither file nor folder. */
    List<Path> passedOver() {
        return passedOver;
    }

    /** The name of the first file; empty when there is none. */
    String firstName() {
        return files.isEmpty() ? "" : files.getFirst().target().name();
    }

    long bytes() {
        return files.stream().mapToLong(Item::size).sum();
    }
}
