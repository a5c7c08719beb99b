package io.cloudstore.cli.receipt;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.files.Entries;
import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.cli.terminal.Json;
import io.cloudstore.cli.terminal.LocalTarget;
import io.cloudstore.cli.terminal.Words;
import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.client.receipt.Receipt;
import io.cloudstore.client.receipt.ReceiptKeys;
import io.cloudstore.client.receipt.ReceiptRefusedException;
import io.cloudstore.protocol.wire.FileView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gets a file's receipt, and keeps the keys that it is checked with. */
@Command(
        name = "receipt",
        description = {
            "Get a signed statement of what the store verified of a file, to be checked offline: cloudstore verify.",
            "The server's public keys are kept when they are first seen, and told; later receipts must be signed with them,"
                    + " or with keys that the server added to them."
        })
public final class GetReceipt implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "PATH", description = "The file in the drive.")
    private String path = "";

    @Option(
            names = "-o",
            paramLabel = "FILE",
            description =
                    "Where to write it, replacing what is there; a folder to write it into. Default: NAME.receipt")
    private @Nullable String output;

    @Option(
            names = "--trust-keys",
            description = "Believe the server's keys though it no longer publishes those that are kept.")
    private boolean trustKeys;

    /** The command of {@code invocation}. */
    public GetReceipt(Invocation invocation) {
        this.invocation = invocation;
    }

    private record ReceiptLine(
            String path,
            String target,
            String fileId,
            int version,
            long size,
            String contentId,
            Instant verifiedAt,
            String key) {}

    @Override
    public Integer call() throws Exception {
        try (CloudstoreClient client = invocation.client()) {
            RemotePath remote = RemotePath.parse(path);
            FileView file = Entries.fileAt(client.drive(), remote);
            Path target = LocalTarget.of(output, file.name() + ".receipt");
            String text = client.receipts().of(file.id());
            ReceiptKeys keys = client.receipts().keys();
            Receipt receipt = checked(text, keys);
            tell(
                    new KeptKeys(invocation.environment().configFolder(), invocation.server()).keep(keys, trustKeys),
                    keys);
            Files.writeString(target, text + "\n");
            tell(remote, target, receipt);
            return ExitCode.OK;
        } catch (ReceiptRefusedException e) {
            throw new CommandFailure(ExitCode.CHECK_FAILED, "the receipt is not to be believed: " + e.getMessage(), "");
        }
    }

    private static Receipt checked(String text, ReceiptKeys keys) throws ReceiptRefusedException {
        try {
            return Receipt.read(text, keys);
        } catch (ReceiptRefusedException e) {
            if (!e.isOfUnknownKey()) {
                throw e;
            }
            throw new CommandFailure(
                    ExitCode.UNAVAILABLE,
                    "the receipt is signed with a key that the server does not publish yet",
                    "A key that was just made is known everywhere some minutes later. Try again then.");
        }
    }

    /** Whose keys are believed is told whatever else is: on the side of the errors, also with {@code --quiet}. */
    private void tell(KeptKeys.Judgement judgement, ReceiptKeys keys) {
        String names = String.join(", ", keys.names());
        switch (judgement) {
            case FIRST ->
                invocation
                        .environment()
                        .err()
                        .println("Receipts of " + invocation.server() + " are believed from now on when signed with "
                                + names);
            case MORE ->
                invocation
                        .environment()
                        .err()
                        .println(invocation.server() + " has added a key. Its receipts are believed when signed with "
                                + names);
            case KNOWN -> {}
        }
    }

    private void tell(RemotePath remote, Path target, Receipt receipt) throws IOException {
        var claims = receipt.claims();
        if (invocation.isJson()) {
            invocation.print(Json.line(new ReceiptLine(
                    remote.toString(),
                    target.toString(),
                    claims.fileId(),
                    claims.version(),
                    claims.size(),
                    claims.contentId(),
                    claims.verifiedAt(),
                    receipt.key())));
            return;
        }
        invocation.say(Words.shown(target.toString()) + "  " + Words.bytes(claims.size())
                + ", verified in long-term storage at " + claims.verifiedAt());
    }
}
