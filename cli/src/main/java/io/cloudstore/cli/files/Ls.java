package io.cloudstore.cli.files;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.cli.terminal.Json;
import io.cloudstore.cli.terminal.Words;
import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.protocol.wire.EntryView;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.FolderView;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists a folder. */
@Command(
        name = "ls",
        description = {
            "List a folder of the drive: sizes, when the content came here, and names.",
            "With --json every field of every entry."
        })
public final class Ls implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final Invocation invocation;

    @Parameters(paramLabel = "PATH", defaultValue = "/", description = "A folder or a file. Default: /")
    private String path = "/";

    @Option(names = "-l", description = "The same: every line is a long one already.")
    private boolean isLong;

    /** The command of {@code invocation}. */
    public Ls(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        try (CloudstoreClient client = invocation.client()) {
            EntryView entry = Entries.at(client.drive(), RemotePath.parse(path));
            FolderView folder = entry.folder();
            List<EntryView> entries =
                    folder == null ? List.of(entry) : client.drive().list(folder.id());
            entries.forEach(each -> invocation.print(invocation.isJson() ? Json.line(each) : line(each)));
            return ExitCode.OK;
        }
    }

    private static String line(EntryView entry) {
        FolderView folder = entry.folder();
        FileView file = entry.file();
        return folder != null
                ? row("-", folder.createdAt(), folder.name() + "/")
                : file != null ? row(Words.bytes(file.size()), contentAt(file), file.name()) + damage(file) : "";
    }

    /** What {@code get} would say of a file that can't be had. */
    private static String damage(FileView file) {
        return file.place().equals(FileView.QUARANTINED) ? "  (failed its integrity check: put the file again)" : "";
    }

    private static Instant contentAt(FileView file) {
        Instant contentAt = file.contentAt();
        return contentAt == null ? file.createdAt() : contentAt;
    }

    static String row(String size, Instant time, String name) {
        return String.format(
                Locale.ROOT, "%11s  %s  %s", size, TIME.format(time.atZone(ZoneId.systemDefault())), Words.shown(name));
    }
}
