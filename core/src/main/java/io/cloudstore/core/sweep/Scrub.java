package io.cloudstore.core.sweep;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.StoreBlob;
import io.cloudstore.core.work.Alarm;
import io.cloudstore.core.work.Budget;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.GiveBack;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.Lease;
import io.cloudstore.core.work.LeaseJob;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.protocol.content.Sha256;
import java.time.Clock;
import java.time.Duration;
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

    /** A part of a blob. */
    private record Part(Blob blob, int n) {
        long length() {
            return blob.plan().lengthOf(n);
        }

        @Override
        public String toString() {
            return "blob " + blob.id() + ": part " + n;
        }
    }

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
     * @throws StoreFailed when nothing could be read and nobody was told of that yet; the job has backed off and comes again
     */
    public void scrub() {
        leases.lease(JOB, leaseLife).ifPresent(lease -> {
            try {
                readSample(lease);
                leases.free(lease, rules.every(), lease.checkpoint(), false);
            } catch (RuntimeException failure) {
                giveBack.failed(lease);
                throw failure;
            }
        });
    }

    private void readSample(Lease lease) {
        List<Part> differing = new ArrayList<>();
        var budget = Budget.of(clock, leaseLife);
        OneByOne<Part> read = OneByOne.ask(drawn(), budget, part -> {
            if (IntStream.range(0, READS).allMatch(time -> differs(part))) {
                differing.add(part);
            }
        });
        read.failed().forEach(part -> alarm.ring("blob-unreadable", part + " can't be read"));
        judge(differing, read.answered().size());
        read.requireAnswer(lease);
    }

    private void judge(List<Part> differing, int read) {
        if (rules.isTooMany(differing.size(), read)) {
            alarm.ring(
                    "sweep-stopped",
                    differing.size() + " of " + read + " parts have another digest; none is quarantined");
        } else {
            differing.forEach(this::quarantine);
        }
    }

    /** A part of each blob of the sample, as far as the bytes of a run go. */
    private List<Part> drawn() {
        List<Part> drawn = new ArrayList<>();
        long left = rules.bytes();
        for (Blob blob : sampled()) {
            var part = new Part(
                    blob, 1 + Math.floorMod(draw.key().hashCode(), blob.plan().partCount()));
            if (part.length() <= left) {
                left -= part.length();
                drawn.add(part);
            }
        }
        return drawn;
    }

    /** From a random point on, and over the end from the beginning. */
    private Set<Blob> sampled() {
        if (rules.bytes() == 0) {
            return Set.of();
        }
        Set<Blob> sampled = new LinkedHashSet<>(sample.stored(draw.key(), rules.parts()));
        if (sampled.size() < rules.parts()) {
            sampled.addAll(sample.stored(FIRST, rules.parts() - sampled.size()));
        }
        return sampled;
    }

    private void quarantine(Part part) {
        Optional<Blob> quarantined = work.run(() -> blobs.lock(part.blob().id())
                .filter(now -> now.life().isTakable())
                .map(now -> {
                    blobs.quarantine(now.id());
                    return now;
                }));
        quarantined.ifPresent(now -> alarm.ring("blob-quarantined", part + " has another digest"));
    }

    /** An object that is gone is {@link CheckRows}'. */
    private boolean differs(Part part) {
        Blob blob = part.blob();
        Optional<Sha256> read = store.digest(blob.longTermKey(), blob.plan().offsetOf(part.n()), part.length());
        Optional<Sha256> recorded = sample.digestOf(blob.id(), part.n());
        return read.isPresent() && recorded.isPresent() && !read.equals(recorded);
    }
}
