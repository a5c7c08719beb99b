package io.cloudstore.core.sweep;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.FindBlob;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.blob.StoreBlob;
import io.cloudstore.core.transfer.LongTermStore;
import io.cloudstore.core.work.Alarm;
import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.Budget;
import io.cloudstore.core.work.GiveBack;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.Lease;
import io.cloudstore.core.work.LeaseJob;
import io.cloudstore.core.work.UnitOfWork;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Walks over the blobs' rows, a few a step, for half a lease at most: stored content whose object is gone, or is not what
 * the store attested, is quarantined, so that a download says so and a good upload heals it; content that nothing refers to
 * and nobody reclaims is reclaimed. When more than one of a step and more than a small share of it have no object, the
 * store or its settings are wrong rather than they: then nothing is quarantined, the walk stays where it is, and a person
 * is asked.
 */
public final class CheckRows {
    /** The one job: it is never done. Its checkpoint is the last blob that was looked at. */
    public static final JobId JOB = new JobId(JobKind.CHECK_ROWS, new UUID(0, 0));

    private static final BlobId BEFORE_ALL = new BlobId(new UUID(0, 0));

    private final WalkBlobs walk;
    private final FindBlob find;
    private final StoreBlob blobs;
    private final LongTermStore longTerm;
    private final UnitOfWork work;
    private final ArmJob jobs;
    private final LeaseJob leases;
    private final GiveBack giveBack;
    private final Alarm alarm;
    private final Duration leaseLife;
    private final PatrolRules rules;
    private final Clock clock;

    public CheckRows(
            WalkBlobs walk,
            FindBlob find,
            StoreBlob blobs,
            LongTermStore longTerm,
            UnitOfWork work,
            ArmJob jobs,
            LeaseJob leases,
            Alarm alarm,
            Duration leaseLife,
            PatrolRules rules,
            Clock clock) {
        this.walk = walk;
        this.find = find;
        this.blobs = blobs;
        this.longTerm = longTerm;
        this.work = work;
        this.jobs = jobs;
        this.leases = leases;
        this.giveBack = new GiveBack(leases, alarm);
        this.alarm = alarm;
        this.leaseLife = leaseLife;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Takes one step, if it is time; the next is due at the next beat, and after the last a rest.
     *
     * @throws io.cloudstore.core.work.StoreFailed when the store fails; the job has backed off and comes again
     */
    public void check() {
        leases.lease(JOB, leaseLife).ifPresent(lease -> {
            try {
                step(lease);
            } catch (RuntimeException failure) {
                giveBack.failed(lease);
                throw failure;
            }
        });
    }

    private void step(Lease lease) {
        BlobId after = lease.checkpoint().isEmpty() ? BEFORE_ALL : new BlobId(UUID.fromString(lease.checkpoint()));
        List<Blob> page = walk.next(after, rules.rows());
        if (page.isEmpty()) {
            leases.free(lease, rules.rest(), "", false);
            return;
        }
        BlobId last = page.getLast().id();
        reclaim(walk.forgotten(after, last));
        Optional<BlobId> reached = look(page, walk.unverified(after, last), lease);
        boolean isEnd = reached.equals(Optional.of(last)) && page.size() < rules.rows();
        leases.free(
                lease,
                isEnd || reached.isEmpty() ? rules.rest() : Duration.ZERO,
                isEnd ? "" : reached.map(BlobId::toString).orElse(lease.checkpoint()),
                false);
    }

    /** Asks for what is stored; the last blob that there was time for, or none when the walk is to stay where it is. */
    private Optional<BlobId> look(List<Blob> page, List<BlobId> unverified, Lease lease) {
        List<Blob> stored = page.stream().filter(CheckRows::isAsked).toList();
        List<Blob> missing = new ArrayList<>();
        var budget = Budget.of(clock, leaseLife.dividedBy(2));
        OneByOne<Blob> seen = OneByOne.ask(stored, budget, blob -> {
            if (isMissing(blob)) {
                missing.add(blob);
            }
        });
        seen.requireAnswer(lease);
        tellOfUnanswered(seen);
        if (!mayGoOn(missing, seen.answered().size(), stored.size())) {
            return Optional.empty();
        }
        Set<BlobId> there = seen.answered().stream()
                .filter(blob -> !missing.contains(blob))
                .map(Blob::id)
                .collect(Collectors.toSet());
        recordVerified(unverified.stream().filter(there::contains).toList());
        Blob last = seen.asked() == stored.size() ? page.getLast() : stored.get(seen.asked() - 1);
        return Optional.of(last.id());
    }

    private void tellOfUnanswered(OneByOne<Blob> seen) {
        if (!seen.failed().isEmpty()) {
            alarm.ring(
                    "blob-unreadable",
                    seen.failed().size() + " of " + seen.asked() + " blobs can't be asked for, "
                            + seen.failed().getFirst().id() + " is one");
        }
    }

    private void reclaim(List<BlobId> forgotten) {
        if (!forgotten.isEmpty()) {
            work.run(() -> forgotten.forEach(id -> jobs.arm(ReclaimBlob.jobOf(id), Duration.ZERO, "")));
        }
    }

    /** The store attests it as it did when other content was stored. What is quarantined by now has no time. */
    private void recordVerified(List<BlobId> unverified) {
        if (!unverified.isEmpty()) {
            work.run(() -> unverified.forEach(id -> blobs.lock(id)
                    .filter(blob -> blob.life().isTakable())
                    .ifPresent(blob -> blobs.recordVerified(id))));
        }
    }

    /**
     * One of a step may always be gone, but not in a bad hour of the store, where few are answered for: they have their turn
     * in the next round. False when it is for a person to say what is wrong.
     */
    private boolean mayGoOn(List<Blob> missing, int answered, int stored) {
        if (missing.isEmpty()) {
            return true;
        }
        boolean isFew = 2 * answered < stored;
        boolean isTooMany = !isFew && missing.size() > 1 && rules.isTooMany(missing.size(), answered);
        boolean isSure = !isFew && !isTooMany;
        alarm.ring(
                "objects-missing",
                missing.size() + " of " + answered + " blobs have no object, "
                        + missing.getFirst().id() + " is one"
                        + (isSure ? "; they are quarantined" : "; nothing is done about it"));
        if (isSure) {
            missing.forEach(blob ->
                    work.run(() -> blobs.lock(blob.id()).ifPresent(locked -> blobs.quarantine(locked.id()))));
        }
        return !isTooMany;
    }

    /** What is not stored yet is its transfer's, and what is on its way out its reclamation's. */
    private static boolean isAsked(Blob blob) {
        return blob.place() == Place.STORED && blob.life().isTakable();
    }

    /** Looked at again by its row: it may have moved, or been given up, since it was read. */
    private boolean isMissing(Blob seen) {
        return !isThere(seen)
                && find.find(seen.id())
                        .filter(now -> isAsked(now) && !isThere(now))
                        .isPresent();
    }

    private boolean isThere(Blob blob) {
        return longTerm.head(blob.longTermKey())
                .filter(object -> object.isContentOf(blob))
                .isPresent();
    }
}
