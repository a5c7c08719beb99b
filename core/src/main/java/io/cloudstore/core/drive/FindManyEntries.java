package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import java.util.Collection;
import java.util.List;

/** Finds many of what lives in an account's drive at once: what {@link FindEntries} does for each. */
public interface FindManyEntries {
    /** What the living folder holds under any of these names. */
    List<Entry> children(Folder folder, Collection<EntryName> names);

    /** The account's files of these ids, without those that are in the trash. */
    List<FileEntry> files(AccountId account, Collection<FileId> ids);
}
