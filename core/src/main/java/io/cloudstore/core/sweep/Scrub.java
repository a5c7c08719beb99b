package io.cloudstore.core.sweep;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.StoreBlob;
import io.cloudstore.core.work.Alarm;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.GiveBack;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.LeaseJob;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.protocol.content.Sha256;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Reads a random sample of stored content again, a bounded number of bytes each time, and quarantines what disagrees with
 * its digests: then nobody downloads it or takes it for good, and a good upload heals the files that have it.
 */
public final class Scrub {
    /** The one job: it is never done. */
    public static final JobId JOB = new JobId(JobKind.SCRUB, new UUID(0, 0));

    /** How often in a row a part must differ, so that no fault on the way is taken for one of the content. */
    private static final int READS = 2;

    private static final UUID FIRST = new UUID(0, 0);

    private final SampleBlobs sample;
    private final DigestRange store;
    private final StoreBlob blobs;
    private final UnitOfWork work;
    private final LeaseJob leases;
    private final GiveBack giveBack;
    private final Alarm alarm;
    private final Duration leaseLife;
    private final ScrubRules rules;
    private final Draw draw;

    public Scrub(
            SampleBlobs sample,
            DigestRange store,
            StoreBlob blobs,
            UnitOfWork work,
            LeaseJob leases,
            Alarm alarm,
            Duration leaseLife,
            ScrubRules rules,
            Draw draw) {
        this.sample = sample;
        this.store = store;
        this.blobs = blobs;
        this.work = work;
        this.leases = leases;
        this.giveBack = new GiveBack(leases, alarm);
        this.alarm = alarm;
        this.leaseLife = leaseLife;
        this.rules = rules;
        this.draw = draw;
    }

    /**
     * Reads one sample, if it is time.
     *
     * @throws io.cloudstore.core.work.StoreFailed when the store fails; the job has backed off and comes again
     */
    public void scrub() {
        leases.lease(JOB, leaseLife).ifPresent(lease -> {
            try {
                readSample();
                leases.free(lease, rules.every(), lease.checkpoint(), false);
            } catch (RuntimeException failure) {
                giveBack.failed(lease);
                throw failure;
            }
        });
    }

    private void readSample() {
        long left = rules.bytes();
        for (Blob blob : drawn()) {
            int n = 1 + Math.floorMod(draw.key().hashCode(), blob.plan().partCount());
            long length = blob.plan().lengthOf(n);
            if (length <= left) {
                left -= length;
                compare(blob, n);
            }
        }
    }

    private List<Blob> drawn() {
        if (rules.bytes() == 0) {
            return List.of();
        }
        List<Blob> fromHere = sample.stored(draw.key(), rules.parts());
        return fromHere.isEmpty() ? sample.stored(FIRST, rules.parts()) : fromHere;
    }

    /** An object that is gone is {@link CheckRows}'. */
    private void compare(Blob blob, int n) {
        if (IntStream.range(0, READS).allMatch(read -> differs(blob, n))) {
            Optional<Blob> quarantined = work.run(() -> blobs.lock(blob.id())
                    .filter(now -> now.life().isTakable())
                    .map(now -> {
                        blobs.quarantine(now.id());
                        return now;
                    }));
            quarantined.ifPresent(
                    now -> alarm.ring("blob-quarantined", "blob " + now.id() + ": part " + n + " has another digest"));
        }
    }

    private boolean differs(Blob blob, int n) {
        Optional<Sha256> read = store.digest(
                blob.longTermKey(), blob.plan().offsetOf(n), blob.plan().lengthOf(n));
        Optional<Sha256> recorded = sample.digestOf(blob.id(), n);
        return read.isPresent() && recorded.isPresent() && !read.equals(recorded);
    }
}
