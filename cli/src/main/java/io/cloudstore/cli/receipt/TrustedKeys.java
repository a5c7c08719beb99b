package io.cloudstore.cli.receipt;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.client.receipt.Receipt;
import io.cloudstore.client.receipt.ReceiptKeys;
import io.cloudstore.client.receipt.ReceiptRefusedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys that were kept of servers: of the one that was chosen, else of every one. A receipt only says which of them it is
 * signed with; it brings none of its own.
 */
final class TrustedKeys {
    private record OfServer(URI server, ReceiptKeys keys) {}

    private final Path folder;
    private final List<OfServer> servers;
    private final Optional<CommandFailure> unreadable;

    private TrustedKeys(Path folder, List<OfServer> servers, Optional<CommandFailure> unreadable) {
        this.folder = folder;
        this.servers = servers;
        this.unreadable = unreadable;
    }

    /**
     * A receipt that is believed, and the servers of which its key was kept: several when one has several addresses.
     */
    record Believed(Receipt receipt, List<String> servers) {}

    /**
     * Those that are kept for {@code invocation}.
     *
     * @throws CommandFailure if none are, or can't be read
     */
    static TrustedKeys of(Invocation invocation) throws IOException {
        Path config = invocation.environment().configFolder();
        List<OfServer> servers = new ArrayList<>();
        Optional<CommandFailure> unreadable = Optional.empty();
        for (KeptKeys kept : invocation.isServerChosen()
                ? List.of(new KeptKeys(config, invocation.server()))
                : KeptKeys.all(config)) {
            try {
                kept.read().ifPresent(keys -> servers.add(new OfServer(kept.server(), keys)));
            } catch (CommandFailure e) {
                unreadable = Optional.of(e);
            }
        }
        if (servers.isEmpty()) {
            throw unreadable.orElseGet(() -> new CommandFailure(
                    ExitCode.USAGE,
                    "no keys of " + (invocation.isServerChosen() ? invocation.server() : "any server")
                            + " are kept here, in " + KeptKeys.folder(config),
                    howToGetThem()));
        }
        return new TrustedKeys(KeptKeys.folder(config), servers, unreadable);
    }

    /**
     * Reads a receipt that one of the keys signed.
     *
     * @throws CommandFailure if it is signed with none of them, or with none of those that can be read
     * @throws ReceiptRefusedException if it is none, or is not signed as it says
     */
    Believed read(String text) throws ReceiptRefusedException {
        try {
            Receipt receipt = Receipt.read(
                    text,
                    servers.stream()
                            .map(OfServer::keys)
                            .reduce(ReceiptKeys::and)
                            .orElseThrow());
            return new Believed(
                    receipt,
                    servers.stream()
                            .filter(each -> each.keys().names().contains(receipt.key()))
                            .map(each -> each.server().toString())
                            .toList());
        } catch (ReceiptRefusedException e) {
            if (!e.isOfUnknownKey()) {
                throw e;
            }
            throw unreadable.orElseGet(() -> unknown(e));
        }
    }

    private CommandFailure unknown(ReceiptRefusedException e) {
        String names = String.join(
                ", ", servers.stream().map(each -> each.server().toString()).toList());
        return new CommandFailure(
                ExitCode.CHECK_FAILED,
                "the receipt is not to be believed: " + e.getMessage(),
                "Looked through the keys that are kept of " + names + ", in " + folder + ".\n" + howToGetThem());
    }

    private static String howToGetThem() {
        return "To keep those of the server that you believe: cloudstore receipt PATH --server URL. To believe others:"
                + " cloudstore verify --keys FILE";
    }
}
