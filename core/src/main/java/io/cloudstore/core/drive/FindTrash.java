package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds what is in an account's trash, since it was emptied last. */
public interface FindTrash {
    /**
     * A page of what was put into the trash itself, the newest first.
     *
     * @param after where the page before ended; none for the first page
     * @param limit most entries to return
     */
    List<Trashed> list(AccountId account, Optional<Position> after, int limit);

    /** What was put into the trash itself under that id. */
    Optional<Trashed> find(AccountId account, UUID id);

    /** A place in the trash: just after an entry, whether or not it is still there. */
    record Position(Instant trashedAt, UUID id) {}
}
