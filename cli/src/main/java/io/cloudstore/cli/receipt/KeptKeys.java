package io.cloudstore.cli.receipt;

import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.client.receipt.ReceiptKeys;
import io.cloudstore.client.receipt.ReceiptRefusedException;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The public keys by which this person knows a server's receipts: those that it published when it was first asked, and
 * those that it added since. A server never takes a key back, so one that no longer publishes what is kept is another.
 */
final class KeptKeys {
    private static final String SUFFIX = ".json";

    private final URI server;
    private final Path file;

    /** The keys of {@code server}, kept below {@code configFolder}. */
    KeptKeys(Path configFolder, URI server) {
        this.server = server;
        this.file = folder(configFolder).resolve(URLEncoder.encode(server.toString(), StandardCharsets.UTF_8) + SUFFIX);
    }

    /** Where the keys of all servers are kept. */
    static Path folder(Path configFolder) {
        return configFolder.resolve("receipt-keys");
    }

    /** Those of every server of which any are kept below {@code configFolder}. */
    static List<KeptKeys> all(Path configFolder) throws IOException {
        if (!Files.isDirectory(folder(configFolder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder(configFolder))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(SUFFIX))
                    .sorted()
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .flatMap(name -> server(name).stream())
                    .map(server -> new KeptKeys(configFolder, server))
                    .toList();
        }
    }

    /** The server whose keys are in a file of that name; none when somebody else put it there. */
    private static Optional<URI> server(String name) {
        try {
            return Optional.of(URI.create(URLDecoder.decode(name, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Whose they are. */
    URI server() {
        return server;
    }

    /** What became of keys that were shown. */
    enum Judgement {
        /** There were none; these are kept from now on. */
        FIRST,
        /** All are kept already. */
        KNOWN,
        /** All that were kept and others, which are kept too from now on. */
        MORE
    }

    /**
     * The keys that are kept; none when the server was never asked.
     *
     * @throws CommandFailure if they can't be read, whatever the reason
     */
    Optional<ReceiptKeys> read() {
        try {
            return Optional.of(ReceiptKeys.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
        } catch (NoSuchFileException never) {
            return Optional.empty();
        } catch (ReceiptRefusedException unreadable) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    file + ": " + unreadable.getMessage(),
                    "Delete it to begin anew with these keys.");
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    file + " can't be read",
                    "Make it a file that you can read, or remove it to begin anew with these keys.");
        }
    }

    /**
     * Keeps the keys that the server shows.
     *
     * @param anyway also when it no longer shows those that are kept, which stay
     * @throws CommandFailure when it no longer shows them; nothing is changed
     */
    Judgement keep(ReceiptKeys shown, boolean anyway) throws IOException {
        Optional<ReceiptKeys> kept = read();
        if (kept.isEmpty()) {
            write(shown);
            return Judgement.FIRST;
        }
        if (!anyway && !shown.names().containsAll(kept.get().names())) {
            throw new CommandFailure(
                    ExitCode.CHECK_FAILED,
                    server
                            + " no longer publishes the keys by which you know its receipts; somebody else may answer there",
                    "If it was set up anew, and you believe it: --trust-keys. The keys that are kept stay, in " + file);
        }
        ReceiptKeys all = kept.get().and(shown);
        if (all.names().size() == kept.get().names().size()) {
            return Judgement.KNOWN;
        }
        write(all);
        return Judgement.MORE;
    }

    private void write(ReceiptKeys keys) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = Files.createTempFile(file.getParent(), "keys", ".tmp");
        try {
            Files.writeString(fresh, keys.toJson());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
