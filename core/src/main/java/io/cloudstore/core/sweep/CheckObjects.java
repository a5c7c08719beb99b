package io.cloudstore.core.sweep;

import io.cloudstore.core.sweep.WalkBucket.Found;
import io.cloudstore.core.sweep.WalkBucket.Page;
import io.cloudstore.core.work.Alarm;
import io.cloudstore.core.work.Budget;
import io.cloudstore.core.work.GiveBack;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.Lease;
import io.cloudstore.core.work.LeaseJob;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Walks over what lies in a bucket, a page a step: objects and multipart uploads that no row knows are told at once, and
 * deleted once they are old. When they are more than a small share of what was listed, it is the rows that are wrong, as
 * after a database was restored: then nothing more is deleted in this round, and a person is asked. A page is a fair sample
 * of its bucket, because keys are random.
 */
public final class CheckObjects {
    /** The job for the staging bucket: it is never done. */
    public static final JobId STAGING = new JobId(JobKind.CHECK_OBJECTS, new UUID(0, 1));
    /** The job for the long-term bucket: it is never done. */
    public static final JobId LONG_TERM = new JobId(JobKind.CHECK_OBJECTS, new UUID(0, 2));

    private final KnowKeys keys;
    private final WalkBucket staging;
    private final WalkBucket longTerm;
    private final LeaseJob leases;
    private final GiveBack giveBack;
    private final Alarm alarm;
    private final Duration leaseLife;
    private final PatrolRules rules;
    private final Clock clock;

    public CheckObjects(
            KnowKeys keys,
            WalkBucket staging,
            WalkBucket longTerm,
            LeaseJob leases,
            Alarm alarm,
            Duration leaseLife,
            PatrolRules rules,
            Clock clock) {
        this.keys = keys;
        this.staging = staging;
        this.longTerm = longTerm;
        this.leases = leases;
        this.giveBack = new GiveBack(leases, alarm);
        this.alarm = alarm;
        this.leaseLife = leaseLife;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Takes one step in the bucket that the job is about, if it is time; the next is due at the next beat, and after the
     * last a rest.
     *
     * @throws io.cloudstore.core.work.StoreFailed when the store fails; the job has backed off and comes again
     */
    public void check(UUID subject) {
        var job = new JobId(JobKind.CHECK_OBJECTS, subject);
        leases.lease(job, leaseLife).ifPresent(lease -> {
            try {
                Round round = Round.parse(lease.checkpoint());
                Round next = job.equals(STAGING)
                        ? step("staging", staging, keys::staging, round, lease)
                        : step("long-term", longTerm, keys::longTerm, round, lease);
                free(lease, next);
            } catch (RuntimeException failure) {
                giveBack.failed(lease);
                throw failure;
            }
        });
    }

    private void free(Lease lease, Round next) {
        leases.free(lease, next.equals(Round.FIRST) ? rules.rest() : Duration.ZERO, next.toString(), false);
    }

    private Round step(
            String bucket, WalkBucket walk, Function<Collection<UUID>, Set<UUID>> knownOf, Round round, Lease lease) {
        Page page = round.isOfObjects()
                ? walk.objects(round.after(), rules.objects())
                : walk.multiparts(round.after(), rules.objects());
        Set<UUID> known = knownOf.apply(
                page.found().stream().flatMap(found -> found.key().stream()).toList());
        List<Found> unknown = page.found().stream()
                .filter(found -> found.key().filter(known::contains).isEmpty())
                .toList();
        List<UUID> old = unknown.stream()
                .filter(found -> !found.since().isAfter(oldest()))
                .flatMap(found -> found.key().stream())
                .distinct()
                .toList();
        Round now = round.with(page.found().size(), old.size());
        tell(bucket, unknown, old);
        if (round.isStopped() || rules.isTooMany(now.old(), now.listed())) {
            tellOfStop(bucket, round, now);
            return now.stopped().next(page.next());
        }
        clean(walk, old.stream().limit(rules.rows()).toList(), lease);
        return now.next(page.next());
    }

    /** What the store fails for is told again, and tried again, in the next round, as is what the time doesn't reach. */
    private void clean(WalkBucket walk, List<UUID> old, Lease lease) {
        var budget = Budget.of(clock, leaseLife.dividedBy(2));
        OneByOne.ask(old, budget, walk::clean).requireAnswer(lease);
    }

    private Instant oldest() {
        return clock.instant().minus(rules.age());
    }

    private void tell(String bucket, List<Found> unknown, List<UUID> old) {
        if (!unknown.isEmpty()) {
            alarm.ring(
                    "objects-unknown",
                    bucket + ": " + unknown.size() + " that no row knows, " + old.size() + " of them old, "
                            + unknown.getFirst()
                                    .key()
                                    .map(key -> key + " is one")
                                    .orElse("one is not named by us"));
        }
    }

    private void tellOfStop(String bucket, Round before, Round now) {
        if (!before.isStopped()) {
            alarm.ring(
                    "sweep-stopped",
                    bucket + ": " + now.old() + " of " + now.listed()
                            + " that were listed would be deleted; nothing more is");
        }
    }
}
