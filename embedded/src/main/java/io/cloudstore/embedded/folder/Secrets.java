package io.cloudstore.embedded.folder;

import io.cloudstore.gateway.hosting.CannotStart;
import io.cloudstore.gateway.hosting.KeyPairFiles;
import io.cloudstore.gateway.hosting.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;

/**
 * The cloud's own passwords and keys, made up once and then kept. Functions get them as {@code file:} references, never
 * by value. Each is one file of mode 0600 without a newline at its end, in a folder of mode 0700.
 */
public final class Secrets {
    /** Each secret, and the file that holds it. */
    public enum Secret {
        /** The functions' account in the database. */
        DATABASE_PASSWORD("database-password"),
        /** The account in the database that changes the schema. */
        MIGRATE_PASSWORD("migrate-password"),
        REDIS_PASSWORD("redis-password"),
        /** {@code id:secret} of the identity that merges, transfers and sweeps. */
        WORKER_KEYS("worker-keys"),
        /** What the store knows its sessions of roles by; with another one, URLs that were signed end. */
        SESSION_SECRET("session-secret"),
        /** A private ES256 key as a JWK (RFC 7517): signs access tokens. */
        TOKEN_KEY("token-key.json"),
        /** The public half as a JWK set: checks access tokens. */
        TOKEN_KEYS("token-keys.json"),
        /** A private ES256 key as a JWK: signs receipts. */
        RECEIPT_KEY("receipt-key.json"),
        /** Public keys as a JWK set, its half and those before it: check receipts. */
        RECEIPT_KEYS("receipt-keys.json");

        private final String file;

        Secret(String file) {
            this.file = file;
        }
    }

    /** Its name in a data folder. */
    static final String FOLDER = "secrets";

    private static final String PASSWORD_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int PASSWORD_LENGTH = 32;
    private static final String OWNER_ONLY_FOLDER = "rwx------";
    private static final String OWNER_ONLY_FILE = "rw-------";

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    private Secrets(Path folder) {
        this.folder = folder;
    }

    /** Opens the folder, makes up what isn't there yet, and takes everybody else's permissions away. */
    static Secrets in(Path folder) throws IOException {
        Secrets secrets = new Secrets(folder);
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(OWNER_ONLY_FOLDER));
        for (Secret secret : EnumSet.range(Secret.DATABASE_PASSWORD, Secret.SESSION_SECRET)) {
            SecretFile.make(secrets.file(secret), () -> secrets.madeUp(secret));
        }
        make(secrets.pair(Secret.TOKEN_KEY, Secret.TOKEN_KEYS), "everybody signs in anew");
        make(secrets.receiptKeys(), "receipts that were given are no longer believed");
        for (Secret secret : EnumSet.allOf(Secret.class)) {
            Files.setPosixFilePermissions(secrets.file(secret), PosixFilePermissions.fromString(OWNER_ONLY_FILE));
        }
        return secrets;
    }

    /** The file that holds a secret, absolute. */
    public Path file(Secret secret) {
        return folder.resolve(secret.file);
    }

    /** A secret as the functions' settings name it. */
    public String reference(Secret secret) {
        return "file:" + file(secret);
    }

    /** A secret itself. */
    public String value(Secret secret) {
        try {
            return Files.readString(file(secret));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The worker's key pair. */
    public AccessKey workerKeys() {
        return AccessKey.parse(value(Secret.WORKER_KEYS));
    }

    private String madeUp(Secret secret) {
        return switch (secret) {
            case DATABASE_PASSWORD, MIGRATE_PASSWORD, REDIS_PASSWORD, SESSION_SECRET ->
                AccessKey.letters(random, PASSWORD_LETTERS, PASSWORD_LENGTH);
            case WORKER_KEYS -> AccessKey.madeUp(random).text();
            case TOKEN_KEY, TOKEN_KEYS, RECEIPT_KEY, RECEIPT_KEYS ->
                throw new IllegalArgumentException(secret + " is made with its other half");
        };
    }

    /**
     * Puts a new key of receipts in the place of the one in a data folder. What was signed stays good. A cloud that runs on
     * the folder meanwhile follows within minutes.
     *
     * @throws CannotStart when that is no data folder, or it can't be written; the message is a sentence for people
     */
    public static void rotateReceiptKey(Path dataFolder) {
        try {
            new Secrets(dataFolder.resolve(FOLDER)).receiptKeys().rotate();
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotStart(
                    "The key of receipts in " + dataFolder + " can't be rotated: " + e
                            + ". A data folder has one once up has started on it.",
                    e);
        }
    }

    private KeyPairFiles receiptKeys() {
        return pair(Secret.RECEIPT_KEY, Secret.RECEIPT_KEYS);
    }

    private KeyPairFiles pair(Secret privateKey, Secret publicKeys) {
        return new KeyPairFiles(file(privateKey), file(publicKeys));
    }

    private static void make(KeyPairFiles pair, String without) throws IOException {
        try {
            pair.make();
        } catch (IllegalArgumentException e) {
            throw new CannotStart(
                    pair.privateKey() + " and " + pair.publicKeys() + ": " + e.getMessage() + "; delete both and "
                            + without + ".",
                    e);
        }
    }
}
