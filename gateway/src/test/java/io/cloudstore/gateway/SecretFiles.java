package io.cloudstore.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Secrets in files of a folder: the template takes references alone. */
final class SecretFiles {
    private final Path folder;

    SecretFiles(Path folder) {
        this.folder = folder;
    }

    /** A reference to a file that holds this secret. */
    String holding(String secret) {
        try {
            Path file = Files.createTempFile(folder, "secret", "");
            Files.writeString(file, secret);
            return "file:" + file;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
