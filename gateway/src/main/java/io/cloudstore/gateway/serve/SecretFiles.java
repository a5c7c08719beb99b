package io.cloudstore.gateway.serve;

import io.cloudstore.gateway.hosting.CannotStart;
import io.cloudstore.gateway.hosting.KeyPairFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The secrets that parameters refer to as files: those of others must be there, the keys of access tokens and of receipts
 * are made up.
 *
 * @param parameters values of the template's parameters
 */
record SecretFiles(Map<String, String> parameters) {
    private static final String SCHEME = "file:";

    /** Two parameters that refer to a key pair, one to each half. */
    private enum Pair {
        ACCESS_TOKENS("TokenKey", "TokenKeys"),
        RECEIPTS("ReceiptKey", "ReceiptKeys");

        private final String privateKey;
        private final String publicKeys;

        Pair(String privateKey, String publicKeys) {
            this.privateKey = privateKey;
            this.publicKeys = publicKeys;
        }

        @Override
        public String toString() {
            return privateKey + " and " + publicKeys;
        }
    }

    /**
     * Makes the keys of access tokens and of receipts where there are none. Keys elsewhere than in files are the
     * migration's.
     *
     * @throws CannotStart when they can't be written, only some of the four are files, one isn't the other's half, or both
     *     pairs are one
     */
    void makeKeys() {
        Optional<KeyPairFiles> tokens = files(Pair.ACCESS_TOKENS);
        Optional<KeyPairFiles> receipts = files(Pair.RECEIPTS);
        if (tokens.isPresent() != receipts.isPresent()) {
            throw new CannotStart("The keys of access tokens and of receipts are kept alike: name files for "
                    + (tokens.isPresent() ? Pair.RECEIPTS : Pair.ACCESS_TOKENS) + " too.");
        }
        if (tokens.isPresent() && tokens.map(KeyPairFiles::privateKey).equals(receipts.map(KeyPairFiles::privateKey))) {
            throw new CannotStart("Receipts are signed with a key of their own: name other files for " + Pair.RECEIPTS
                    + " than for " + Pair.ACCESS_TOKENS + ".");
        }
        tokens.ifPresent(files -> make(Pair.ACCESS_TOKENS, files));
        receipts.ifPresent(files -> make(Pair.RECEIPTS, files));
    }

    /**
     * Puts a new key of receipts in the place of the one that is there; what was signed stays good.
     *
     * @throws CannotStart when they aren't in files, or can't be written
     */
    void rotateReceiptKey() {
        KeyPairFiles files = files(Pair.RECEIPTS)
                .orElseThrow(() -> new CannotStart("Parameters " + Pair.RECEIPTS
                        + " refer to no files; function migrate rotates them elsewhere."));
        try {
            files.rotate();
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(Pair.RECEIPTS, files, e);
        }
    }

    /** @throws CannotStart when a parameter refers to a file that can't be read; it names both */
    void requireReadable() {
        requireReadable(parameters.keySet().stream().sorted().toArray(String[]::new));
    }

    /** The same for some of them. */
    void requireReadable(String... names) {
        Stream.of(names)
                .forEach(name -> file(name)
                        .filter(file -> !Files.isReadable(file) || Files.isDirectory(file))
                        .ifPresent(file -> {
                            throw new CannotStart("Parameter " + name + " refers to " + file + ", which "
                                    + (Files.exists(file) ? "can't be read" : "isn't there") + ".");
                        }));
    }

    private Optional<KeyPairFiles> files(Pair pair) {
        Optional<Path> privateKey = file(pair.privateKey);
        Optional<Path> publicKeys = file(pair.publicKeys);
        if (privateKey.isPresent() != publicKeys.isPresent()) {
            throw new CannotStart(pair + " are two halves of one: name files for both.");
        }
        return privateKey.flatMap(signs -> publicKeys.map(published -> new KeyPairFiles(signs, published)));
    }

    private Optional<Path> file(String parameter) {
        return Optional.ofNullable(parameters.get(parameter))
                .filter(value -> value.startsWith(SCHEME))
                .map(value -> Path.of(value.substring(SCHEME.length())));
    }

    /** Halves of two pairs would sign what nobody believes. */
    private static void make(Pair pair, KeyPairFiles files) {
        try {
            files.make();
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
            throw unusable(pair, files, e);
        }
    }

    private static CannotStart unusable(Pair pair, KeyPairFiles files, Exception e) {
        String why = e instanceof IllegalArgumentException
                ? String.valueOf(e.getMessage())
                : "a key is missing there and can't be written: " + e;
        return new CannotStart(
                "Parameters " + pair + " refer to " + files.privateKey() + " and " + files.publicKeys() + ": " + why
                        + ".",
                e);
    }
}
