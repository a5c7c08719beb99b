package io.cloudstore.gateway.serve;

import io.cloudstore.functions.token.Tokens;
import io.cloudstore.gateway.hosting.CannotStart;
import io.cloudstore.gateway.hosting.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The secrets that parameters refer to as files: those of others must be there, the keys of access tokens are made up.
 *
 * @param parameters values of the template's parameters
 */
record SecretFiles(Map<String, String> parameters) {
    private static final String SCHEME = "file:";
    private static final String TOKEN_KEY = "TokenKey";
    private static final String TOKEN_KEYS = "TokenKeys";

    /**
     * Makes the keys of access tokens where there are none. Keys elsewhere than in files are the migration's.
     *
     * @throws CannotStart when they can't be written, only one of the two is a file, or one isn't the other's half
     */
    void makeTokenKeys() {
        Optional<Path> privateKey = file(TOKEN_KEY);
        Optional<Path> publicKeys = file(TOKEN_KEYS);
        if (privateKey.isPresent() != publicKeys.isPresent()) {
            throw new CannotStart(TOKEN_KEY + " and " + TOKEN_KEYS + " are two halves of one: name files for both.");
        }
        if (privateKey.isPresent() && publicKeys.isPresent()) {
            make(TOKEN_KEY, privateKey.get(), Tokens::newPrivateKey);
            make(TOKEN_KEYS, publicKeys.get(), () -> publicHalf(privateKey.get()));
            requirePair(privateKey.get(), publicKeys.get());
        }
    }

    /** Else everybody could sign in, and nobody would be let in. */
    private static void requirePair(Path privateKey, Path publicKeys) {
        try {
            Tokens.requirePair(Files.readString(privateKey), Files.readString(publicKeys));
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotStart(
                    "Parameters " + TOKEN_KEY + " and " + TOKEN_KEYS + " refer to " + privateKey + " and " + publicKeys
                            + ": " + e.getMessage() + ".",
                    e);
        }
    }

    /** @throws CannotStart when a parameter refers to a file that can't be read; it names both */
    void requireReadable() {
        parameters.keySet().stream()
                .sorted()
                .forEach(name -> file(name)
                        .filter(file -> !Files.isReadable(file) || Files.isDirectory(file))
                        .ifPresent(file -> {
                            throw new CannotStart("Parameter " + name + " refers to " + file + ", which "
                                    + (Files.exists(file) ? "can't be read" : "isn't there") + ".");
                        }));
    }

    private Optional<Path> file(String parameter) {
        return Optional.ofNullable(parameters.get(parameter))
                .filter(value -> value.startsWith(SCHEME))
                .map(value -> Path.of(value.substring(SCHEME.length())));
    }

    private static void make(String parameter, Path file, Supplier<String> key) {
        try {
            SecretFile.make(file, key);
        } catch (IOException | UnsupportedOperationException e) {
            throw new CannotStart(
                    "Parameter " + parameter + " refers to " + file
                            + ", where there is no key, and none can be written: " + e + ".",
                    e);
        }
    }

    private static String publicHalf(Path privateKey) {
        try {
            return Tokens.publicKeys(Files.readString(privateKey));
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotStart(
                    "Parameter " + TOKEN_KEY + " refers to " + privateKey
                            + ", which holds no private P-256 key as JWK.",
                    e);
        }
    }
}
