package io.cloudstore.cli.files;

import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.client.drive.Drive;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.protocol.wire.EntryView;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.FolderView;
import java.io.IOException;

/** Finds what a path names, or says that it names nothing. */
public final class Entries {
    private Entries() {}

    /** What is at {@code path}. */
    static EntryView at(Drive drive, RemotePath path) throws IOException, InterruptedException {
        if (path.isRoot()) {
            return EntryView.of(drive.folder(Drive.ROOT));
        }
        return drive.entry(path)
                .orElseThrow(() ->
                        new CommandFailure(ExitCode.NOT_FOUND, "there is nothing at " + path + " in the drive", ""));
    }

    /** The file at {@code path}. */
    public static FileView fileAt(Drive drive, RemotePath path) throws IOException, InterruptedException {
        FileView file = at(drive, path).file();
        if (file == null) {
            throw new CommandFailure(ExitCode.USAGE, path + " is a folder", "Name a file in it; ls lists them.");
        }
        return file;
    }

    /** The folder at {@code path}. */
    static FolderView folderAt(Drive drive, RemotePath path) throws IOException, InterruptedException {
        FolderView folder = at(drive, path).folder();
        if (folder == null) {
            throw new CommandFailure(ExitCode.CONFLICT, path + " is a file, not a folder", "");
        }
        return folder;
    }

    /** Refuses the root, which can be neither moved nor removed. */
    static RemotePath notRoot(String text) {
        RemotePath path = RemotePath.parse(text);
        if (path.isRoot()) {
            throw new CommandFailure(ExitCode.USAGE, "the root folder stays as it is", "");
        }
        return path;
    }
}
