package io.cloudstore.core.sweep;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.drive.DropEntries;
import io.cloudstore.core.drive.DropEntries.Dropped;
import io.cloudstore.core.drive.DropEntries.Purged;
import io.cloudstore.core.drive.DropEntries.Version;
import io.cloudstore.core.drive.DropVersions;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.drive.Purge;
import io.cloudstore.core.work.Alarm;
import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.Budget;
import io.cloudstore.core.work.GiveBack;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.Lease;
import io.cloudstore.core.work.LeaseJob;
import io.cloudstore.core.work.LostLease;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.core.work.WakeUp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Drops what lies below a purged folder and what was in an emptied trash, in transactions of a bounded number of rows, the
 * deepest folder first. Where it stands is what is still there: it may stop anywhere and run twice, and whoever owns the
 * things may go on using the drive in between.
 */
public final class FinishPurge {
    private final UnitOfWork work;
    private final LockAccount accounts;
    private final DropEntries drop;
    private final DropVersions versions;
    private final ArmJob jobs;
    private final LeaseJob leases;
    private final GiveBack giveBack;
    private final WakeUp wakeUp;
    private final Duration leaseLife;
    private final int rows;
    private final Clock clock;

    /**
     * With what one run may take.
     *
     * @param leaseLife of the job; half of it is worked through before a hand-over
     * @param rows most versions and folders that one transaction drops
     */
    public FinishPurge(
            UnitOfWork work,
            LockAccount accounts,
            DropEntries drop,
            DropVersions versions,
            ArmJob jobs,
            LeaseJob leases,
            Alarm alarm,
            WakeUp wakeUp,
            Duration leaseLife,
            int rows,
            Clock clock) {
        this.work = work;
        this.accounts = accounts;
        this.drop = drop;
        this.versions = versions;
        this.jobs = jobs;
        this.leases = leases;
        this.giveBack = new GiveBack(leases, alarm);
        this.wakeUp = wakeUp;
        this.leaseLife = leaseLife;
        this.rows = rows;
        this.clock = clock;
    }

    /** Carries the purge on, if its job is due, and hands it over when its time is spent. */
    public void carryOn(UUID subject) {
        JobId job = Purge.jobOf(subject);
        leases.lease(job, leaseLife).ifPresent(lease -> {
            try {
                if (!isFinished(subject, lease)) {
                    leases.free(lease, Duration.ZERO, lease.checkpoint(), false);
                    wakeUp.wake(job);
                }
            } catch (LostLease overtaken) {
                // somebody else carries it on
            } catch (RuntimeException failure) {
                giveBack.failed(lease);
                throw failure;
            }
        });
    }

    private boolean isFinished(UUID subject, Lease lease) {
        var budget = Budget.of(clock, leaseLife.dividedBy(2));
        do {
            Step step = work.run(() -> step(subject, lease));
            step.begun().forEach(wakeUp::wake);
            if (step.isLast()) {
                return true;
            }
        } while (budget.isLeft());
        return false;
    }

    /**
     * What one transaction did. Its jobs are armed at its end: nothing is locked after a job.
     *
     * @param isLast whether nothing is left, in which case the job is closed
     * @param versions dropped
     * @param begun purges that become jobs of their own
     */
    private record Step(boolean isLast, List<Version> versions, List<JobId> begun) {
        static Step of(Dropped dropped) {
            return new Step(dropped.isAll(), dropped.versions(), List.of());
        }
    }

    private Step step(UUID subject, Lease lease) {
        Optional<Purged> seen = drop.find(subject);
        seen.ifPresent(each -> accounts.lock(each.account()));
        Optional<Purged> purged = seen.flatMap(locked -> drop.find(subject));
        Step step = purged.map(this::drop).orElseGet(() -> new Step(true, List.of(), List.of()));
        purged.ifPresent(each -> versions.settle(each.account(), step.versions()));
        step.begun().forEach(job -> jobs.arm(job, Duration.ZERO, ""));
        if (step.isLast()) {
            leases.close(lease);
        } else {
            leases.hold(lease);
        }
        return step;
    }

    private Step drop(Purged purged) {
        return switch (purged) {
            case Purged.File(var account, var id) -> Step.of(drop.file(account, id, rows));
            case Purged.Sub(var account, var id) -> dropTree(account, id);
            case Purged.Trash(var account) -> dropTrash(account);
        };
    }

    /** Each folder of the trash becomes a purge of its own. */
    private Step dropTrash(AccountId account) {
        Dropped files = drop.emptiedFiles(account, rows);
        if (!files.isAll()) {
            return Step.of(files);
        }
        List<JobId> begun = drop.purgeEmptied(account, rows).stream()
                .map(folder -> Purge.jobOf(folder.value()))
                .toList();
        return new Step(begun.size() < rows, files.versions(), begun);
    }

    private Step dropTree(AccountId account, FolderId root) {
        List<Version> versions = new ArrayList<>();
        FolderId here = deepest(root);
        for (int left = rows; left > 0; left--) {
            Dropped dropped = drop.filesIn(account, here, left);
            versions.addAll(dropped.versions());
            left -= dropped.versions().size();
            if (!dropped.isAll()) {
                break;
            }
            FolderId above = drop.folder(account, here);
            if (here.equals(root)) {
                return new Step(true, versions, List.of());
            }
            here = deepest(above);
        }
        return new Step(false, versions, List.of());
    }

    /** A folder without folders, at the end of a way down; trees are as deep as the setting allows. */
    private FolderId deepest(FolderId from) {
        FolderId here = from;
        for (Optional<FolderId> below = drop.folderIn(here); below.isPresent(); below = drop.folderIn(here)) {
            here = below.get();
        }
        return here;
    }
}
