package io.cloudstore.core.drive;

/** What a folder holds: a folder or a file. */
public sealed interface Entry {
    /** The entry's name. */
    EntryName name();

    /** A folder within the folder. */
    record Sub(Folder folder) implements Entry {
        @Override
        public EntryName name() {
            return folder.name();
        }
    }

    /** A file within the folder. */
    record Item(FileEntry file) implements Entry {
        @Override
        public EntryName name() {
            return file.name();
        }
    }
}
