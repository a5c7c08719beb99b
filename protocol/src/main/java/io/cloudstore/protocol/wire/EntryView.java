package io.cloudstore.protocol.wire;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a folder: either a folder or a file.
 *
 * @param type {@code folder} or {@code file}
 */
public record EntryView(
        String type, @Nullable FolderView folder, @Nullable FileView file) {
    /** The entry that is this folder. */
    public static EntryView of(FolderView folder) {
        return new EntryView("folder", folder, null);
    }

    /** The entry that is this file. */
    public static EntryView of(FileView file) {
        return new EntryView("file", null, file);
    }
}
