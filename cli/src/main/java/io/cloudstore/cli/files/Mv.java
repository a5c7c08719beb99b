package io.cloudstore.cli.files;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.cli.terminal.Json;
import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.drive.Drive;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.protocol.wire.ChangeEntryRequest;
import io.cloudstore.protocol.wire.EntryView;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.FolderView;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Renames and moves. */
@Command(
        name = "mv",
        description =
                "Rename or move a file or folder. If TARGET is a folder, it is moved into it. Nothing is overwritten.")
public final class Mv implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "SOURCE", description = "What to move.")
    private String source = "";

    @Parameters(index = "1", paramLabel = "TARGET", description = "The folder to move it into, or its new path.")
    private String target = "";

    /** The command of {@code invocation}. */
    public Mv(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        try (CloudstoreClient client = invocation.client()) {
            Drive drive = client.drive();
            RemotePath from = Entries.notRoot(source);
            EntryView entry = Entries.at(drive, from);
            EntryView moved = move(drive, entry, change(drive, from, RemotePath.parse(target)));
            if (invocation.isJson()) {
                invocation.print(Json.line(moved));
            }
            return ExitCode.OK;
        }
    }

    private static ChangeEntryRequest change(Drive drive, RemotePath from, RemotePath to)
            throws IOException, InterruptedException {
        Optional<FolderView> into = from.equals(to) ? Optional.empty() : drive.folderAt(to);
        if (into.isPresent()) {
            return new ChangeEntryRequest(null, into.get().id());
        }
        String name = from.name().equals(to.name()) ? null : to.name();
        String folderId = from.parent().equals(to.parent())
                ? null
                : Entries.folderAt(drive, to.parent()).id();
        return new ChangeEntryRequest(name, folderId);
    }

    private static EntryView move(Drive drive, EntryView entry, ChangeEntryRequest change)
            throws IOException, InterruptedException {
        FileView file = entry.file();
        FolderView folder = entry.folder();
        if (change.name() == null && change.folderId() == null) {
            return entry;
        }
        if (file != null) {
            return EntryView.of(drive.changeFile(file.id(), change));
        }
        if (folder != null) {
            return EntryView.of(drive.changeFolder(folder.id(), change));
        }
        throw new IOException("the service answered with neither file nor folder");
    }
}
