package io.cloudstore.client.upload;

import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.wire.PartDigest;
import io.cloudstore.protocol.wire.SignedPart;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where every part of one upload stands: not hashed, hashed and to be signed, signed and to be sent, being sent, done.
 * The hashers, the signer, the senders and whoever finds out that nothing has to be sent meet here and nowhere else.
 * Whatever fails first fails the upload.
 */
final class Board {
    private final PartPlan plan;
    private final int lookAhead;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private final Digests digests;
    private final SortedSet<Integer> unsigned = new TreeSet<>();
    private final Map<Integer, Sha256> held = new HashMap<>();
    private final Map<Integer, Integer> failures = new HashMap<>();
    private final Ledger ledger;
    private final Urls urls = new Urls();
    private final Batches batches;

    private long lastSent = Long.MIN_VALUE;
    private boolean eager;
    private boolean ended;
    private @Nullable Throwable failure;

    Board(PartPlan plan, int lookAhead) {
        this.plan = plan;
        this.lookAhead = lookAhead;
        this.digests = new Digests(plan);
        this.ledger = new Ledger(plan);
        this.batches = new Batches(plan.partCount(), lookAhead, System::nanoTime, new Processors()::areBusy);
    }

    // The hashers

    /** The number of the next part to hash, when there is room for it; 0 when none is left. */
    int nextToHash() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            await(() -> eager || digests.taken() - ledger.done() < lookAhead);
            return digests.take();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Part {@code n} has this digest.
     *
     * @return whether the store holds the part already
     */
    boolean hashed(int n, Sha256 digest) {
        lock.lock();
        try {
            digests.add(n, digest);
            boolean isHeld = Objects.equals(digest, held.get(n));
            if (isHeld) {
                ledger.done(n, Means.HELD);
            } else {
                unsigned.add(n);
            }
            changed.signalAll();
            return isHeld;
        } finally {
            lock.unlock();
        }
    }

    /** The digest of part {@code n}, when it is hashed. */
    Sha256 awaitDigest(int n) throws IOException, InterruptedException {
        await(() -> digests.isKnown(n));
        return digestOf(n);
    }

    /** The content id, when everything is hashed; from now on the hashers run ahead without bound. */
    ContentId awaitContentId() throws IOException, InterruptedException {
        change(() -> eager = true);
        await(digests::areComplete);
        return contentId().orElseThrow();
    }

    /** The content id, if everything is hashed. */
    Optional<ContentId> contentId() {
        return read(() -> digests.contentId());
    }

    // The signer

    /** The store holds these parts. Those among them that are hashed already and equal are done; their numbers. */
    List<Integer> hold(Map<Integer, Sha256> parts) {
        lock.lock();
        try {
            held.putAll(parts);
            List<Integer> found = unsigned.stream()
                    .filter(n -> Objects.equals(digestOf(n), held.get(n)))
                    .toList();
            done(found, Means.HELD);
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** The store has copied these parts from other content. */
    void copied(Collection<Integer> parts) {
        change(() -> done(parts, Means.COPIED));
    }

    private void done(Collection<Integer> parts, Means means) {
        unsigned.removeAll(Set.copyOf(parts));
        parts.forEach(n -> ledger.done(n, means));
        changed.signalAll();
    }

    /** The parts to sign next, when it is time; none when nothing is left to send. */
    List<PartDigest> nextBatch() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!isOver()) {
                List<Integer> refused = urls.takeRefused();
                List<Integer> batch = refused.isEmpty() ? nextNew() : refused;
                if (!batch.isEmpty()) {
                    return batch.stream().map(this::toSign).toList();
                }
                changed.await(Batches.PAUSE_BETWEEN_SMALL / 4, TimeUnit.NANOSECONDS);
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /** No part goes before the first, by which an upload is found again, and content that may be stored already. */
    private List<Integer> nextNew() {
        int count =
                digests.isKnown(1) ? batches.next(unsigned.size(), digests.known(), urls.ready(), urls.underWay()) : 0;
        if (count == 0) {
            return List.of();
        }
        batches.taken();
        List<Integer> batch = unsigned.stream().limit(count).toList();
        batch.forEach(unsigned::remove);
        return batch;
    }

    /** Up to {@code most} of the parts that are hashed and in no batch yet, in order. */
    List<PartDigest> waiting(int most) {
        return read(() -> unsigned.stream().limit(most).map(this::toSign).toList());
    }

    private PartDigest toSign(int n) {
        return new PartDigest(n, digestOf(n).toString(), plan.lengthOf(n));
    }

    /** These URLs have come for a batch. */
    void signed(List<SignedPart> parts) {
        change(() -> {
            urls.add(parts);
            batches.signed(parts.size());
        });
    }

    /** These parts have to be sent after all, whatever was thought of them. */
    void reopen(Collection<Integer> parts) {
        change(() -> {
            parts.forEach(ledger::undo);
            urls.need(parts);
        });
    }

    // The senders

    /** A part to send, when there is one; none when nothing is left to send or the upload has failed. */
    @Nullable
    Ticket take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (failure == null && !ended && !ledger.isComplete()) {
                Ticket ticket = urls.next();
                if (ticket != null) {
                    return ticket;
                }
                changed.await();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Part {@code n} is held by the store. */
    void sent(int n) {
        change(() -> {
            ledger.done(n, Means.SENT);
            urls.used();
            failures.remove(n);
            lastSent = System.nanoTime();
        });
    }

    /**
     * Whether the store took anything since this URL came. If so, the URL was good and has only waited too long, which is
     * no failure of its part: where URLs live shorter than parts take, it happens to most of them.
     */
    boolean hasSentSince(Ticket ticket) {
        return read(() -> lastSent > ticket.signedAt());
    }

    /** Part {@code n} could not be sent; how often by now. */
    int failed(int n) {
        return read(() -> failures.merge(n, 1, Integer::sum));
    }

    /** The part is to be sent again, by the same URL. */
    void sendAgain(Ticket ticket) {
        change(() -> urls.again(ticket));
    }

    /** The part's URL was refused: it needs another, and so do all that came with it or before. */
    void signAgain(Ticket ticket) {
        change(() -> urls.refuse(ticket));
    }

    // Everybody

    /** Returns when nothing is left to send. */
    void awaitSent() throws IOException, InterruptedException {
        await(this::isOver);
    }

    /** Whether the store holds all parts. */
    boolean isAllSent() {
        return read(ledger::isComplete);
    }

    /** The service has the content: nothing is left to send, whatever else happens. */
    void end() {
        change(() -> ended = true);
    }

    /** The upload has failed. */
    void fail(Throwable cause) {
        change(() -> failure = failure == null ? cause : failure);
    }

    /** Whether part {@code n} is hashed. */
    boolean isHashed(int n) {
        return read(() -> digests.isKnown(n));
    }

    /** The digest of a part that is hashed. */
    Sha256 digestOf(int n) {
        return read(() -> digests.of(n));
    }

    /** Whether part {@code n} was sent now. */
    boolean wasSent(int n) {
        return read(() -> ledger.isDone(n, Means.SENT));
    }

    /** Bytes of the parts that the store holds by these means. */
    long bytes(Means means) {
        return read(() -> ledger.bytes(means));
    }

    /** Whether nothing is left to send; throws what failed before that. */
    private boolean isOver() throws IOException {
        requireNoFailure();
        return ended || ledger.isComplete();
    }

    /** A failure doesn't count any more once the service has the content. */
    private void requireNoFailure() throws IOException {
        switch (ended ? null : failure) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IOException(e);
        }
    }

    private <T> T read(Supplier<T> reading) {
        lock.lock();
        try {
            return reading.get();
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Something that is waited for. */
    private interface State {
        boolean isReached() throws IOException;
    }

    /** Returns when the state is reached; throws what failed before that. */
    private void await(State state) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            requireNoFailure();
            while (!state.isReached()) {
                changed.await();
                requireNoFailure();
            }
        } finally {
            lock.unlock();
        }
    }
}
