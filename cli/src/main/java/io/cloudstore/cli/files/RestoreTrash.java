package io.cloudstore.cli.files;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.cli.terminal.Json;
import io.cloudstore.cli.terminal.Words;
import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.protocol.wire.EntryView;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.FolderView;
import io.cloudstore.protocol.wire.TrashedView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes things out of the trash. */
@Command(
        name = "restore",
        description = {
            "Take things out of the trash, to the folder that they were in, whatever it is called today.",
            "Of several that were at one path, or have one name, the newest comes back, and the others are shown."
        })
final class RestoreTrash implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(
            paramLabel = "PATH|NAME|ID",
            arity = "1..*",
            description =
                    "What to restore: its path, as its folders are called today; or its name or id, as trash ls shows it.")
    private List<String> wanted = new ArrayList<>();

    RestoreTrash(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        try (CloudstoreClient client = invocation.client()) {
            for (String each : wanted) {
                List<TrashedView> found = find(client, each);
                EntryView restored = client.trash().restore(found.getFirst().id());
                if (invocation.isJson()) {
                    invocation.print(Json.line(restored));
                } else {
                    tell(each, pathOf(client, restored), found.subList(1, found.size()));
                }
            }
            return ExitCode.OK;
        }
    }

    private void tell(String asked, String path, List<TrashedView> older) {
        boolean elsewhere = isPath(asked) && !RemotePath.parse(asked).toString().equals(path);
        invocation.say("Restored " + (elsewhere ? Words.shown(asked) + " as " : "") + Words.shown(path));
        if (!older.isEmpty()) {
            invocation.say("That was the newest of " + (older.size() + 1)
                    + ". The others are still in the trash; to restore one: "
                    + invocation.command("trash restore ID"));
            older.forEach(each -> invocation.say(TrashCommand.line(each)));
        }
    }

    /** What is meant, the newest first; one at least. */
    private List<TrashedView> find(CloudstoreClient client, String wanted) throws IOException, InterruptedException {
        List<TrashedView> all = client.trash().list();
        List<TrashedView> byId =
                all.stream().filter(each -> each.id().equals(wanted)).toList();
        if (!byId.isEmpty()) {
            return byId;
        }
        RemotePath path = RemotePath.parse(wanted);
        if (path.isRoot()) {
            throw missing(wanted, List.of());
        }
        List<TrashedView> byName =
                all.stream().filter(each -> each.name().equals(path.name())).toList();
        List<TrashedView> possible = byName.stream()
                .filter(each -> !wanted.endsWith("/") || TrashCommand.isFolder(each))
                .toList();
        List<TrashedView> found =
                isPath(wanted) ? wereAt(path, possible, new FolderPaths(client.drive(), all)) : possible;
        if (found.isEmpty()) {
            throw missing(wanted, byName);
        }
        return found;
    }

    /** A slash at the end alone, as {@code trash ls} shows it of folders, makes a name no path: it asks for a folder. */
    private static boolean isPath(String text) {
        return text.replaceAll("/+$", "").contains("/");
    }

    private static List<TrashedView> wereAt(RemotePath path, List<TrashedView> things, FolderPaths paths)
            throws IOException, InterruptedException {
        List<TrashedView> found = new ArrayList<>();
        for (TrashedView each : things) {
            if (paths.of(each).filter(path::equals).isPresent()) {
                found.add(each);
            }
        }
        return found;
    }

    private CommandFailure missing(String wanted, List<TrashedView> namesakes) {
        return new CommandFailure(
                ExitCode.NOT_FOUND,
                "there is no " + wanted + " in the trash",
                namesakes.isEmpty()
                        ? invocation.command("trash ls") + " shows what there is."
                        : (wanted.endsWith("/")
                                        ? "Of that name there is, as a file or from elsewhere:\n"
                                        : "Of that name there is, from elsewhere or a folder that is gone:\n")
                                + String.join(
                                        "\n",
                                        namesakes.stream()
                                                .map(TrashCommand::line)
                                                .toList())
                                + "\nTo restore one: " + invocation.command("trash restore ID"));
    }

    private static String pathOf(CloudstoreClient client, EntryView entry) throws IOException, InterruptedException {
        FolderView folder = entry.folder();
        FileView file = entry.file();
        if (folder != null) {
            return client.drive().pathOf(folder.id()).toString();
        }
        return file == null
                ? ""
                : client.drive().pathOf(file.folderId()).child(file.name()).toString();
    }
}
