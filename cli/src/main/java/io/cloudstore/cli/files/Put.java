package io.cloudstore.cli.files;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.cli.terminal.Failures;
import io.cloudstore.cli.terminal.Meter;
import io.cloudstore.cli.terminal.ProgressDisplay;
import io.cloudstore.cli.terminal.Words;
import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.client.settings.InstantMode;
import io.cloudstore.client.upload.Conflict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts files and folders into the drive. */
@Command(
        name = "put",
        description = {
            "Put files into the drive, straight into the object store.",
            "Put again after an interruption, only what is missing is sent; put again unchanged, nothing is."
        })
public final class Put implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Local files, with -r also folders.")
    private List<Path> sources = new ArrayList<>();

    @Option(names = "-r", description = "Put folders with all that is in them, empty folders too.")
    private boolean recursive;

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            defaultValue = "/",
            description = "The folder of the drive to put into; made if there is none. Default: /")
    private String folder = "/";

    @Option(
            names = "--conflict",
            paramLabel = "CHOICE",
            defaultValue = "rename",
            description = "When other content is there under the name: fail, rename (default) or replace.")
    private Conflict conflict = Conflict.RENAME;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "6",
            description = "Most connections to the store at once. Default: 6")
    private int connections = 6;

    @Option(
            names = "--instant",
            paramLabel = "MODE",
            defaultValue = "auto",
            description = {
                "Whether content that the service holds already is added without being sent:",
                "auto (default) or off, which asks nothing."
            })
    private InstantMode instant = InstantMode.AUTO;

    /** The command of {@code invocation}. */
    public Put(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        if (connections < 1 || connections > 64) {
            throw new CommandFailure(ExitCode.USAGE, "--connections takes 1 to 64", "");
        }
        LocalTree tree = LocalTree.of(sources, RemotePath.parse(folder), recursive);
        tree.passedOver()
                .forEach(path -> invocation
                        .environment()
                        .err()
                        .println("cloudstore: passed over, as it is neither file nor folder: "
                                + Words.shown(path.toString())));
        try (CloudstoreClient client = invocation.client(
                settings -> settings.withConnections(connections).withInstant(instant))) {
            Meter meter = new Meter(tree.firstName(), tree.files().size(), tree.bytes());
            List<Failures.Told> failures = new ArrayList<>();
            try (ProgressDisplay display = new ProgressDisplay(meter, invocation)) {
                failures.addAll(new PutRun(client, invocation, conflict, meter, display).put(tree));
            } catch (InterruptedException e) {
                tellHowToGoOn();
                return ExitCode.INTERRUPTED;
            }
            failures.forEach(told -> Failures.print(told, invocation.environment()));
            return failures.isEmpty() ? ExitCode.OK : failures.getFirst().exitCode();
        }
    }

    private void tellHowToGoOn() {
        invocation.environment().err().println("cloudstore: interrupted. What was sent is kept. To go on:");
        invocation.environment().err().println("  " + invocation.typed());
    }
}
