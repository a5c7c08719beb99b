package io.cloudstore.cli.files;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.cli.terminal.Json;
import io.cloudstore.cli.terminal.Words;
import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.protocol.wire.UploadView;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists uploads that have not ended. */
@Command(name = "uploads", description = "List uploads that have not ended. Put the file again to carry one on.")
public final class ListUploads implements Callable<Integer> {
    private final Invocation invocation;

    /** The command of {@code invocation}. */
    public ListUploads(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        try (CloudstoreClient client = invocation.client()) {
            for (UploadView upload : client.uploads().list()) {
                invocation.print(invocation.isJson() ? Json.line(upload) : line(upload));
            }
            return ExitCode.OK;
        }
    }

    private static String line(UploadView upload) {
        return String.format(
                Locale.ROOT,
                "%s  %-7s  %11s  until %s  %s",
                upload.uploadId(),
                upload.state(),
                Words.bytes(upload.size()),
                upload.expiresAt().truncatedTo(ChronoUnit.SECONDS),
                Words.shown(upload.name()));
    }
}
