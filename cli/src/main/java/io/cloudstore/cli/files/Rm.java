package io.cloudstore.cli.files;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.cli.terminal.Words;
import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.protocol.wire.EntryView;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.FolderView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes. */
@Command(
        name = "rm",
        description =
                "Put files into the trash, with -r also folders with all that is in them.%nWith --purge delete for good.")
public final class Rm implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "What to throw away.")
    private List<String> paths = new ArrayList<>();

    @Option(names = "-r", description = "Throw folders away, with all that is in them.")
    private boolean recursive;

    @Option(names = "--purge", description = "Delete for good, not into the trash. The space comes back.")
    private boolean purge;

    /** The command of {@code invocation}. */
    public Rm(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        try (CloudstoreClient client = invocation.client()) {
            for (String path : paths) {
                delete(client, Entries.notRoot(path));
                invocation.say(purge ? "Deleted " + Words.shown(path) : "Moved " + Words.shown(path) + " to the trash");
            }
            return ExitCode.OK;
        }
    }

    private void delete(CloudstoreClient client, RemotePath path) throws IOException, InterruptedException {
        EntryView entry = Entries.at(client.drive(), path);
        FileView file = entry.file();
        FolderView folder = entry.folder();
        if (file != null) {
            delete(client, file);
        } else if (folder != null) {
            if (!recursive) {
                throw new CommandFailure(
                        ExitCode.USAGE, path + " is a folder", "To delete it with all that is in it, add -r.");
            }
            delete(client, folder);
        }
    }

    private void delete(CloudstoreClient client, FileView file) throws IOException, InterruptedException {
        if (purge) {
            client.trash().purgeFile(file.id());
        } else {
            client.drive().deleteFile(file.id());
        }
    }

    private void delete(CloudstoreClient client, FolderView folder) throws IOException, InterruptedException {
        if (purge) {
            client.trash().purgeFolder(folder.id());
        } else {
            client.drive().deleteFolder(folder.id());
        }
    }
}
