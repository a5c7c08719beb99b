package io.cloudstore.cli.files;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.cli.terminal.Json;
import io.cloudstore.cli.terminal.Words;
import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.protocol.wire.TrashedView;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

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
                .addSubcommand(new RestoreTrash(invocation))
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

    /** One thing in the trash, in a line that begins with its id. */
    static String line(TrashedView trashed) {
        Long size = trashed.size();
        return Words.shown(trashed.id()) + " "
                + Ls.row(
                        size == null ? "-" : Words.bytes(size),
                        trashed.trashedAt(),
                        isFolder(trashed) ? trashed.name() + "/" : trashed.name());
    }

    /** Whether it is a folder, which has no size of its own. */
    static boolean isFolder(TrashedView trashed) {
        return trashed.size() == null;
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
