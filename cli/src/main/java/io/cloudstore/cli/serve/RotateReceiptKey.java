package io.cloudstore.cli.serve;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.embedded.folder.Secrets;
import io.cloudstore.gateway.serve.ServedCloud;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has receipts signed with a new key, for whoever runs a cloud. */
@Command(
        name = "rotate-receipt-key",
        description = {
            "Sign receipts with a new key from now on. The public half of the old one stays: what was signed stays good.",
            "For a cloud that serve runs, give the parameters that it was given; for one that up runs, its data folder."
                    + " A cloud that is running follows within five minutes. On AWS, invoke MigrateFunction with"
                    + " {\"rotate\": \"receipt-key\"}."
        })
public final class RotateReceiptKey implements Callable<Integer> {
    private final Invocation invocation;

    @Option(
            names = "--parameters",
            paramLabel = "FILE",
            description = "As serve takes it; ReceiptKey and ReceiptKeys stand in it.")
    private List<Path> files = List.of();

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "NAME=VALUE",
            description = "As serve takes it.")
    private List<String> parameters = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder of up. Default: CLOUDSTORE_DATA, else ~/.local/share/cloudstore")
    private @Nullable Path data;

    /** The command of {@code invocation}. */
    public RotateReceiptKey(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        boolean isServed = !files.isEmpty() || !parameters.isEmpty();
        if (isServed && data != null) {
            throw new CommandFailure(ExitCode.USAGE, "parameters and --data are of two clouds", "Give one of them.");
        }
        Parameters.used(() -> {
            if (isServed) {
                ServedCloud.rotateReceiptKey(Parameters.given(files, parameters));
            } else {
                Secrets.rotateReceiptKey(invocation.environment().cloudFolder(data));
            }
            return true;
        });
        invocation.say("Receipts are signed with a new key; a cloud that is running follows within five minutes.");
        return ExitCode.OK;
    }
}
