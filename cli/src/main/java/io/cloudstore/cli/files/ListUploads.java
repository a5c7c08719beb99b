package io.cloudstore.cli.files;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.cli.terminal.Json;
import io.cloudstore.cli.terminal.Words;
import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.protocol.wire.UploadView;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists uploads that have not ended. */
@Command(
        name = "uploads",
        description = {
            "List uploads that have not ended, each with the path that its file will have.",
            "Put the file into the same folder again to carry one on, from any machine."
        })
public final class ListUploads implements Callable<Integer> {
    private final Invocation invocation;

    /** The command of {@code invocation}. */
    public ListUploads(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        try (CloudstoreClient client = invocation.client()) {
            FolderPaths folders = new FolderPaths(client.drive());
            for (UploadView upload : client.uploads().list()) {
                invocation.print(invocation.isJson() ? Json.line(upload) : line(upload, folders));
            }
            return ExitCode.OK;
        }
    }

    private static String line(UploadView upload, FolderPaths folders) throws IOException, InterruptedException {
        Optional<RemotePath> folder = folders.of(upload.folderId());
        return String.format(
                Locale.ROOT,
                "%s  %-7s  %11s  until %s  %s",
                upload.uploadId(),
                upload.state(),
                Words.bytes(upload.size()),
                upload.expiresAt().truncatedTo(ChronoUnit.SECONDS),
                Words.shown(
                        folder.map(path -> path.child(upload.name()).toString()).orElse(upload.name())));
    }
}
