package io.cloudstore.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.drive.Purge;
import io.cloudstore.core.memory.Tables.FileRow;
import io.cloudstore.core.memory.Tables.FolderRow;
import io.cloudstore.core.memory.Tables.JobState;
import io.cloudstore.core.memory.Tables.Standing;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What may vanish: a file goes only because its owner asked, for itself, a folder above it, or the trash it was in. */
final class Purges {
    private final Set<UUID> asked = new HashSet<>();
    private final Set<FileId> seen = new HashSet<>();
    private final Set<FileId> gone = new HashSet<>();

    /** Somebody asks for a purge of this file, this folder, or this account's trash. */
    void asked(UUID subject) {
        asked.add(subject);
    }

    boolean isGone(FileId file) {
        return gone.contains(file);
    }

    /** Looks at each commit. */
    void look(Tables tables) {
        for (FileId file : seen) {
            if (!gone.contains(file)) {
                because(tables, file).ifPresent(subject -> {
                    assertThat(asked).as("I1 what goes was asked for").contains(subject);
                    gone.add(file);
                });
            }
        }
        seen.addAll(tables.files.keySet());
        seen.removeAll(gone);
        tables.folders.values().forEach(row -> isCarriedOn(tables, row.id().value(), row.account(), row.standing()));
        tables.files.values().forEach(row -> isCarriedOn(tables, row.id().value(), row.account(), row.standing()));
    }

    /** Whose purge makes the file go, if one does. */
    private static Optional<UUID> because(Tables tables, FileId id) {
        FileRow file = tables.files.get(id);
        if (file == null) {
            return Optional.of(id.value());
        }
        Optional<UUID> reason = because(tables, id.value(), file.account(), file.standing());
        Optional<FolderId> above = Optional.of(file.folder());
        while (reason.isEmpty() && above.isPresent()) {
            FolderRow folder = tables.folders.get(above.get());
            reason = because(tables, folder.id().value(), folder.account(), folder.standing());
            above = folder.parent();
        }
        return reason;
    }

    private static Optional<UUID> because(Tables tables, UUID id, AccountId account, Standing standing) {
        if (standing.purged()) {
            return Optional.of(id);
        }
        return isEmptied(tables, account, standing) ? Optional.of(account.value()) : Optional.empty();
    }

    private static boolean isEmptied(Tables tables, AccountId account, Standing standing) {
        return standing.trashedAt()
                .filter(at -> !at.isAfter(tables.accounts.get(account).trashEmptiedAt()))
                .isPresent();
    }

    private static void isCarriedOn(Tables tables, UUID id, AccountId account, Standing standing) {
        because(tables, id, account, standing)
                .map(Purge::jobOf)
                .ifPresent(job -> assertThat(tables.jobs.containsKey(job)
                                && tables.jobs.get(job).state() != JobState.DONE)
                        .as("I8 a purge has its job")
                        .isTrue());
    }
}
