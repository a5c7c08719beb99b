package io.cloudstore.gateway.hosting;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** A secret that is made up once and then kept in a file of mode 0600. */
public final class SecretFile {
    private static final String OWNER_ONLY = "rw-------";

    private SecretFile() {}

    /**
     * Writes the file if it isn't there: all of it or nothing, also through a power cut, and never over what another
     * process wrote meanwhile.
     *
     * @param file its folder is there
     * @param text asked for only when there is no such file
     * @throws IOException when it can't be written
     */
    public static void make(Path file, Supplier<String> text) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path next = beside(file, text.get());
        try {
            Files.createLink(file, next);
        } catch (FileAlreadyExistsException another) {
            // its secret is the one
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /**
     * Writes over the file: whoever reads it sees the old text or the new one.
     *
     * @throws IOException when it can't be written; the old text is there then
     */
    static void replace(Path file, String text) throws IOException {
        Path next = beside(file, text);
        try {
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static Path beside(Path file, String text) throws IOException {
        Path next = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "next",
                null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        boolean written = false;
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            Files.writeString(next, text);
            channel.force(true);
            written = true;
        } finally {
            if (!written) {
                Files.deleteIfExists(next);
            }
        }
        return next;
    }
}
