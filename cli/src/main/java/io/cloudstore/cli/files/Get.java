package io.cloudstore.cli.files;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.cli.terminal.Json;
import io.cloudstore.cli.terminal.LocalTarget;
import io.cloudstore.cli.terminal.Meter;
import io.cloudstore.cli.terminal.ProgressDisplay;
import io.cloudstore.cli.terminal.Words;
import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.download.DownloadResult;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.protocol.wire.FileView;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gets a file from the drive. */
@Command(
        name = "get",
        description = {
            "Get a file from the drive, straight from the object store.",
            "The file appears when all of it has come and its content id is right. Until then it is NAME.part, from which"
                    + " the same command goes on after an interruption."
        })
public final class Get implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "PATH", description = "The file in the drive.")
    private String path = "";

    @Option(
            names = "-o",
            paramLabel = "FILE",
            description = "Where to write it, replacing what is there; a folder to write it into under its own name.")
    private @Nullable String output;

    /** The command of {@code invocation}. */
    public Get(Invocation invocation) {
        this.invocation = invocation;
    }

    private record GetLine(
            String path,
            String target,
            String fileId,
            String contentId,
            long bytesTotal,
            long bytesReceived,
            long bytesReused,
            double seconds) {}

    @Override
    public Integer call() throws Exception {
        try (CloudstoreClient client = invocation.client()) {
            RemotePath remote = RemotePath.parse(path);
            FileView file = Entries.fileAt(client.drive(), remote);
            Path target = LocalTarget.of(output, file.name());
            Meter meter = new Meter(file.name(), 1, file.size());
            try (ProgressDisplay display = new ProgressDisplay(meter, invocation)) {
                DownloadResult result = client.download(file.id(), target, meter.watch(file.name()));
                display.close();
                tell(remote, file, result);
                return ExitCode.OK;
            } catch (InterruptedException | ClosedByInterruptException e) {
                invocation.environment().err().println("cloudstore: interrupted. What came is kept. To go on:");
                invocation.environment().err().println("  " + invocation.typed());
                return ExitCode.INTERRUPTED;
            }
        }
    }

    private void tell(RemotePath remote, FileView file, DownloadResult result) {
        if (invocation.isJson()) {
            invocation.print(Json.line(new GetLine(
                    remote.toString(),
                    result.target().toString(),
                    file.id(),
                    result.contentId(),
                    result.bytesTotal(),
                    result.bytesReceived(),
                    result.bytesReused(),
                    result.took().toMillis() / 1000.0)));
            return;
        }
        String kept = result.bytesReused() > 0 ? ", " + Words.bytes(result.bytesReused()) + " were here already" : "";
        invocation.say(Words.shown(result.target().toString()) + "  " + Words.bytes(result.bytesReceived()) + " in "
                + Words.time(result.took()) + kept + ", verified");
    }
}
