package io.cloudstore.cli.receipt;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.cli.terminal.Json;
import io.cloudstore.cli.terminal.Meter;
import io.cloudstore.cli.terminal.ProgressDisplay;
import io.cloudstore.cli.terminal.Words;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.receipt.LocalContent;
import io.cloudstore.client.receipt.Receipt;
import io.cloudstore.client.receipt.ReceiptKeys;
import io.cloudstore.client.receipt.ReceiptRefusedException;
import io.cloudstore.protocol.wire.ReceiptClaims;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a local file against a receipt, and asks nobody. */
@Command(
        name = "verify",
        description = {
            "Check a file here against a receipt, offline: whose signature it is, the size, and the content id.",
            "Of all servers whose keys cloudstore receipt has kept, it says which one's key the receipt is signed with; with"
                    + " --server or CLOUDSTORE_SERVER only that one's count.",
            "Ends with 0 when the file is what the receipt says, and with 8 when it is not, or the receipt is not to be believed."
        })
public final class Verify implements Callable<Integer> {
    /** Bytes of the largest file that is looked at as a receipt or as keys. */
    private static final long LARGEST = 1 << 20;

    private final Invocation invocation;

    @Parameters(paramLabel = "FILE", index = "0", description = "The file here.")
    private Path file = Path.of("");

    @Parameters(paramLabel = "RECEIPT", index = "1", description = "The receipt, as cloudstore receipt wrote it.")
    private Path receiptFile = Path.of("");

    @Option(
            names = "--keys",
            paramLabel = "JWKS",
            description = "The public keys to believe, a file as /.well-known/jwks.json gives it. Default: those that"
                    + " cloudstore receipt has kept")
    private @Nullable Path keyFile;

    /** The command of {@code invocation}. */
    public Verify(Invocation invocation) {
        this.invocation = invocation;
    }

    private record VerifyLine(
            String file,
            boolean matches,
            List<String> differences,
            String fileId,
            int version,
            long size,
            String contentId,
            Instant verifiedAt,
            String key,
            List<String> servers) {}

    @Override
    public Integer call() throws Exception {
        TrustedKeys.Believed believed = believed();
        Receipt receipt = believed.receipt();
        String name = String.valueOf(file.getFileName());
        Meter meter = new Meter(name, 1, receipt.plan().size());
        Progress progress = meter.watch(name);
        LocalContent found;
        try (ProgressDisplay _ = new ProgressDisplay(meter, invocation)) {
            progress.phase(Progress.Phase.CHECKING);
            found = LocalContent.of(file, receipt, progress::hashed);
        }
        List<String> differences = found.differencesFrom(receipt);
        tell(believed, differences);
        return differences.isEmpty() ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }

    private TrustedKeys.Believed believed() throws IOException {
        Path keys = keyFile;
        try {
            return keys == null
                    ? TrustedKeys.of(invocation).read(text())
                    : new TrustedKeys.Believed(Receipt.read(text(), keys(keys)), List.of());
        } catch (ReceiptRefusedException e) {
            throw new CommandFailure(
                    ExitCode.CHECK_FAILED, receiptFile + " is not to be believed: " + e.getMessage(), "");
        }
    }

    private String text() throws IOException {
        return small(receiptFile).strip();
    }

    private static ReceiptKeys keys(Path file) throws IOException {
        try {
            return ReceiptKeys.parse(small(file));
        } catch (ReceiptRefusedException e) {
            throw new CommandFailure(ExitCode.USAGE, file + ": " + e.getMessage(), "");
        }
    }

    private static String small(Path path) throws IOException {
        if (Files.size(path) > LARGEST) {
            throw new CommandFailure(ExitCode.USAGE, path + " is too large for what it should be", "");
        }
        return new String(Files.readAllBytes(path), java.nio.charset.StandardCharsets.UTF_8);
    }

    private void tell(TrustedKeys.Believed believed, List<String> differences) {
        Receipt receipt = believed.receipt();
        ReceiptClaims claims = receipt.claims();
        if (invocation.isJson()) {
            invocation.print(Json.line(new VerifyLine(
                    file.toString(),
                    differences.isEmpty(),
                    differences,
                    claims.fileId(),
                    claims.version(),
                    claims.size(),
                    claims.contentId(),
                    claims.verifiedAt(),
                    receipt.key(),
                    believed.servers())));
        } else if (differences.isEmpty()) {
            invocation.say(Words.shown(file.toString()) + " is what the receipt says: " + claims.size()
                    + " bytes, content id " + claims.contentId());
            invocation.say("Version " + claims.version() + " of file " + Words.shown(claims.fileId())
                    + ", verified in long-term storage at " + claims.verifiedAt() + "; signed with the key "
                    + receipt.key() + " of "
                    + (keyFile == null ? String.join(" and ", believed.servers()) : Words.shown(keyFile.toString())));
        } else {
            invocation
                    .environment()
                    .err()
                    .println("cloudstore: " + Words.shown(file.toString()) + " is not what the receipt says");
            differences.forEach(difference -> invocation.environment().err().println("  " + difference));
        }
    }
}
