package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.drive.DropEntries.Dropped;
import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.core.work.WakeUp;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Duration;
import java.util.UUID;

/**
 * Deletes for good, from the drive or from the trash. Nobody finds the thing any more when the call is over; its bytes come
 * back to the quota as its versions are dropped: a file's at once, those below a folder and those of the trash by a job, so
 * that no call's cost grows with the tree.
 */
public final class Purge {
    /** Most versions that a call drops itself. */
    static final int MOST_INLINE = 200;

    private final UnitOfWork work;
    private final LockAccount accounts;
    private final ChangeTrash trash;
    private final DropEntries drop;
    private final DropVersions versions;
    private final ArmJob jobs;
    private final WakeUp wakeUp;

    public Purge(
            UnitOfWork work,
            LockAccount accounts,
            ChangeTrash trash,
            DropEntries drop,
            DropVersions versions,
            ArmJob jobs,
            WakeUp wakeUp) {
        this.work = work;
        this.accounts = accounts;
        this.trash = trash;
        this.drop = drop;
        this.versions = versions;
        this.jobs = jobs;
        this.wakeUp = wakeUp;
    }

    /** The job that carries a purge on. */
    public static JobId jobOf(UUID subject) {
        return new JobId(JobKind.PURGE, subject);
    }

    /**
     * Purges a file, with all its versions.
     *
     * @throws ProblemException not-found
     */
    public void file(AccountId account, FileId id) {
        boolean isDone = work.run(() -> {
            accounts.lock(account);
            if (!trash.purgeFile(account, id)) {
                throw ProblemException.notFound();
            }
            Dropped dropped = drop.file(account, id, MOST_INLINE);
            versions.settle(account, dropped.versions());
            if (!dropped.isAll()) {
                arm(id.value());
            }
            return dropped.isAll();
        });
        if (!isDone) {
            wakeUp.wake(jobOf(id.value()));
        }
    }

    /**
     * Purges a folder, with all that is below it. The root stays.
     *
     * @throws ProblemException not-found, forbidden
     */
    public void folder(AccountId account, FolderId id) {
        if (id.equals(FolderId.rootOf(account))) {
            throw ChangeFolder.rootStays();
        }
        work.run(() -> {
            accounts.lock(account);
            if (!trash.purgeFolder(account, id)) {
                throw ProblemException.notFound();
            }
            arm(id.value());
        });
        wakeUp.wake(jobOf(id.value()));
    }

    /** Purges what is in the trash now. What is put there later stays. */
    public void trash(AccountId account) {
        work.run(() -> {
            accounts.lock(account);
            trash.empty(account);
            arm(account.value());
        });
        wakeUp.wake(jobOf(account.value()));
    }

    private void arm(UUID subject) {
        jobs.arm(jobOf(subject), Duration.ZERO, "");
    }
}
