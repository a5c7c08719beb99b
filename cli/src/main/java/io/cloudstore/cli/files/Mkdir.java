package io.cloudstore.cli.files;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.cli.terminal.Json;
import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.protocol.wire.FolderView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes folders. */
@Command(name = "mkdir", description = "Make folders in the drive.")
public final class Mkdir implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Folders to make.")
    private List<String> paths = new ArrayList<>();

    @Option(names = "-p", description = "Make those above them too; it is no failure if they are there.")
    private boolean parents;

    /** The command of {@code invocation}. */
    public Mkdir(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        try (CloudstoreClient client = invocation.client()) {
            for (String path : paths) {
                FolderView made = make(client, Entries.notRoot(path));
                if (invocation.isJson()) {
                    invocation.print(Json.line(made));
                }
            }
            return ExitCode.OK;
        }
    }

    private FolderView make(CloudstoreClient client, RemotePath path) throws Exception {
        if (parents) {
            return client.drive().ensureFolder(path);
        }
        FolderView parent = Entries.folderAt(client.drive(), path.parent());
        return client.drive().createFolder(parent.id(), path.name());
    }
}
