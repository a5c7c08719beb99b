package io.cloudstore.core.sweep;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.StoreBlob;
import io.cloudstore.core.work.Alarm;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.GiveBack;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.LeaseJob;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.protocol.content.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Reads a random sample of stored content again, a bounded number of bytes each time, and quarantines what disagrees with
 * its digests: then nobody downloads it or takes it for good, and a good upload heals the files that have it. When much of a
 * sample disagrees, it is the way to it that is wrong: then nothing is quarantined, and a person is asked.
 */
public final class Scrub {
    /** The one job: it is never done. */
    public static final JobId JOB = new JobId(JobKind.SCRUB, new UUID(0, 0));

    /** How often in a row a part must differ, so that no fault on the way is taken for one of the content. */
    private static final int READS = 2;

    private static final UUID FIRST = new UUID(0, 0);

    /** A part whose bytes disagree with its digest. */
    private record Differing(Blob blob, int n) {}

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
    private final Clock clock;

    public Scrub(
            SampleBlobs sample,
            DigestRange store,
            StoreBlob blobs,
            UnitOfWork work,
            LeaseJob leases,
            Alarm alarm,
            Duration leaseLife,
            ScrubRules rules,
            Draw draw,
            Clock clock) {
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
        this.clock = clock;
    }

    /**
     * Reads one sample, if it is time, for as long as a lease lives at most. What can't be read is told, and left alone.
     *
     * @throws StoreFailed when nothing could be read; the job has backed off and comes again
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
        Instant end = clock.instant().plus(leaseLife);
        long left = rules.bytes();
        int read = 0;
        List<Differing> differing = new ArrayList<>();
        Optional<StoreFailed> unreadable = Optional.empty();
        for (Blob blob : drawn()) {
            int n = 1 + Math.floorMod(draw.key().hashCode(), blob.plan().partCount());
            long length = blob.plan().lengthOf(n);
            if (length <= left && clock.instant().isBefore(end)) {
                left -= length;
                try {
                    if (IntStream.range(0, READS).allMatch(time -> differs(blob, n))) {
                        differing.add(new Differing(blob, n));
                    }
                    read++;
                } catch (StoreFailed failure) {
                    alarm.ring("blob-unreadable", "blob " + blob.id() + ": part " + n + " can't be read");
                    unreadable = Optional.of(failure);
                }
            }
        }
        judge(differing, read);
        if (read == 0 && unreadable.isPresent()) {
            throw unreadable.get();
        }
    }

    private void judge(List<Differing> differing, int read) {
        if (rules.isTooMany(differing.size(), read)) {
            alarm.ring(
                    "sweep-stopped",
                    differing.size() + " of " + read + " parts have another digest; none is quarantined");
        } else {
            differing.forEach(this::quarantine);
        }
    }

    /** From a random point on, and over the end from the beginning. */
    private Set<Blob> drawn() {
        if (rules.bytes() == 0) {
            return Set.of();
        }
        Set<Blob> drawn = new LinkedHashSet<>(sample.stored(draw.key(), rules.parts()));
        if (drawn.size() < rules.parts()) {
            drawn.addAll(sample.stored(FIRST, rules.parts() - drawn.size()));
        }
        return drawn;
    }

    private void quarantine(Differing part) {
        Optional<Blob> quarantined = work.run(() -> blobs.lock(part.blob().id())
                .filter(now -> now.life().isTakable())
                .map(now -> {
                    blobs.quarantine(now.id());
                    return now;
                }));
        quarantined.ifPresent(now ->
                alarm.ring("blob-quarantined", "blob " + now.id() + ": part " + part.n() + " has another digest"));
    }

    /** An object that is gone is {@link CheckRows}'. */
    private boolean differs(Blob blob, int n) {
        Optional<Sha256> read = store.digest(
                blob.longTermKey(), blob.plan().offsetOf(n), blob.plan().lengthOf(n));
        Optional<Sha256> recorded = sample.digestOf(blob.id(), n);
        return read.isPresent() && recorded.isPresent() && !read.equals(recorded);
    }
}
