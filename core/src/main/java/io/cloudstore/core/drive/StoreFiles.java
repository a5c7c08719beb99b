package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.StoreEntries.NewVersion;
import io.cloudstore.protocol.content.ContentId;
import java.util.Collection;

/** Keeps many new files at once, inside the caller's transaction, which holds the account's lock. */
public interface StoreFiles {
    /** A file about to be added, with its first version and what that version's blob holds. */
    record NewFile(FileId id, FolderId folder, EntryName name, NewVersion version, ContentId contentId) {}

    /** Does what {@link StoreEntries#addFile} does for each. */
    void addFiles(AccountId account, Collection<NewFile> files);
}
