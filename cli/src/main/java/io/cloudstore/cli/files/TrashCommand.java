package io.cloudstore.cli.files;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.cli.terminal.Json;
import io.cloudstore.cli.terminal.Words;
import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.drive.Trash;
import io.cloudstore.protocol.wire.EntryView;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.FolderView;
import io.cloudstore.protocol.wire.TrashedView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What was thrown away: {@code trash ls}, {@code trash restore} and {@code trash empty}. */
@Command(name = "trash", description = "List, restore and empty the trash.", synopsisSubcommandLabel = "COMMAND")
public final class TrashCommand implements Callable<Integer> {
    private final Invocation invocation;

    private TrashCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** The command of {@code invocation}, with those below it. */
    public static CommandLine of(Invocation invocation) {
        CommandLine trash = new CommandLine(new TrashCommand(invocation))
                .addSubcommand(new ListTrash(invocation))
                .addSubcommand(new Restore(invocation))
                .addSubcommand(new Empty(invocation));
        trash.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().mixinStandardHelpOptions(true));
        return trash;
    }

    /** Without a command it lists. */
    @Override
    public Integer call() throws Exception {
        return new ListTrash(invocation).call();
    }

    /** Lists. */
    @Command(name = "ls", description = "List what is in the trash, the newest first.")
    static final class ListTrash implements Callable<Integer> {
        private final Invocation invocation;

        ListTrash(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public Integer call() throws Exception {
            try (CloudstoreClient client = invocation.client()) {
                for (TrashedView trashed : client.trash().list()) {
                    invocation.print(invocation.isJson() ? Json.line(trashed) : line(trashed));
                }
                return ExitCode.OK;
            }
        }

        private static String line(TrashedView trashed) {
            Long size = trashed.size();
            return trashed.id() + " "
                    + Ls.row(
                            size == null ? "-" : Words.bytes(size),
                            trashed.trashedAt(),
                            size == null ? trashed.name() + "/" : trashed.name());
        }
    }

    /** Restores. */
    @Command(
            name = "restore",
            description = "Take things out of the trash, to where they were. Of one name the newest comes back.")
    static final class Restore implements Callable<Integer> {
        private final Invocation invocation;

        @Parameters(paramLabel = "ID|NAME", arity = "1..*", description = "What to restore, as trash ls shows it.")
        private List<String> wanted = new ArrayList<>();

        Restore(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public Integer call() throws Exception {
            try (CloudstoreClient client = invocation.client()) {
                for (String each : wanted) {
                    String id = find(client.trash(), each).id();
                    invocation.say("Restored "
                            + Words.shown(pathOf(client, client.trash().restore(id))));
                }
                return ExitCode.OK;
            }
        }

        private static String pathOf(CloudstoreClient client, EntryView entry)
                throws IOException, InterruptedException {
            FolderView folder = entry.folder();
            FileView file = entry.file();
            if (folder != null) {
                return client.drive().pathOf(folder.id()).toString();
            }
            return file == null
                    ? ""
                    : client.drive().pathOf(file.folderId()).child(file.name()).toString();
        }

        private static TrashedView find(Trash trash, String wanted) throws IOException, InterruptedException {
            List<TrashedView> all = trash.list();
            Optional<TrashedView> byId =
                    all.stream().filter(each -> each.id().equals(wanted)).findFirst();
            return byId.or(() -> all.stream()
                            .filter(each -> each.name().equals(wanted))
                            .findFirst())
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.NOT_FOUND,
                            "there is no " + Words.shown(wanted) + " in the trash",
                            "cloudstore trash ls shows what there is."));
        }
    }

    /** Empties. */
    @Command(name = "empty", description = "Delete for good what is in the trash. Its space comes back.")
    static final class Empty implements Callable<Integer> {
        private final Invocation invocation;

        Empty(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public Integer call() throws Exception {
            try (CloudstoreClient client = invocation.client()) {
                client.trash().empty();
                invocation.say("Emptied the trash");
                return ExitCode.OK;
            }
        }
    }
}
