package io.cloudstore.client.upload;

import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.wire.PartDigest;
import io.cloudstore.protocol.wire.SignPartsRequest;
import io.cloudstore.protocol.wire.SignedPart;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where every part of one upload stands: not hashed, hashed and to be signed, signed and to be sent, being sent, done.
 * The hasher, the signer and the senders meet here and nowhere else. Whatever fails first fails the upload.
 */
final class Board {
    /** Parts signed in the first call, the second, and every further one: the first byte goes early, calls stay few. */
    private static final int[] BATCHES = {8, 64, SignPartsRequest.MOST_PARTS};
    /** More URLs than this are not kept waiting, because they expire. */
    private static final int ENOUGH_READY = 64;
    /** When senders wait, a smaller batch than planned is signed, but not more often than this. */
    private static final long PAUSE_BETWEEN_SMALL_BATCHES = TimeUnit.SECONDS.toNanos(1);

    private final PartPlan plan;
    private final int lookAhead;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private final @Nullable Sha256[] digests;
    private final Deque<Integer> unsigned = new ArrayDeque<>();
    private final Deque<Integer> toSignAgain = new ArrayDeque<>();
    private final Deque<Ticket> ready = new ArrayDeque<>();
    private final Map<Integer, Sha256> held = new HashMap<>();
    private final Map<Integer, Integer> failures = new HashMap<>();
    private final BitSet done = new BitSet();
    private final BitSet reused = new BitSet();

    private int hashed;
    private boolean eager;
    private int batches;
    private long lastSigned = System.nanoTime();
    private long expiredUpTo = Long.MIN_VALUE;
    private @Nullable Throwable failure;

    Board(PartPlan plan, int lookAhead) {
        this.plan = plan;
        this.lookAhead = lookAhead;
        this.digests = new Sha256[plan.partCount() + 1];
    }

    // The hasher

    /** Returns when another part may be hashed. */
    void awaitRoom() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!eager && hashed - done.cardinality() >= lookAhead) {
                requireNoFailure();
                changed.await();
            }
            requireNoFailure();
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
            digests[n] = digest;
            hashed++;
            boolean isHeld = Objects.equals(digest, held.get(n));
            if (isHeld) {
                done.set(n);
                reused.set(n);
            } else {
                unsigned.addLast(n);
            }
            changed.signalAll();
            return isHeld;
        } finally {
            lock.unlock();
        }
    }

    /** The content id, when everything is hashed; from now on the hasher runs ahead without bound. */
    ContentId awaitContentId() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            eager = true;
            changed.signalAll();
            while (hashed < plan.partCount()) {
                requireNoFailure();
                changed.await();
            }
            requireNoFailure();
            return ContentId.ofParts(Arrays.stream(digests, 1, digests.length)
                    .map(Objects::requireNonNull)
                    .toList());
        } finally {
            lock.unlock();
        }
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
            unsigned.removeAll(found);
            found.forEach(n -> {
                done.set(n);
                reused.set(n);
            });
            changed.signalAll();
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** The parts to sign next, when it is time; none when all parts are done. */
    List<PartDigest> nextBatch() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                requireNoFailure();
                if (done.cardinality() == plan.partCount()) {
                    return List.of();
                }
                List<Integer> batch = toSignAgain.isEmpty() ? nextNew() : take(toSignAgain, BATCHES[2]);
                if (!batch.isEmpty()) {
                    return batch.stream().map(this::toSign).toList();
                }
                changed.await(PAUSE_BETWEEN_SMALL_BATCHES / 4, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private List<Integer> nextNew() {
        int planned = Math.min(lookAhead, BATCHES[Math.min(batches, BATCHES.length - 1)]);
        boolean full = unsigned.size() >= planned || hashed == plan.partCount();
        boolean sendersWait = ready.isEmpty() && System.nanoTime() - lastSigned > PAUSE_BETWEEN_SMALL_BATCHES;
        if (unsigned.isEmpty() || ready.size() >= ENOUGH_READY || !(full || sendersWait)) {
            return List.of();
        }
        batches++;
        lastSigned = System.nanoTime();
        return take(unsigned, planned);
    }

    private static List<Integer> take(Deque<Integer> from, int most) {
        List<Integer> taken = new ArrayList<>();
        while (taken.size() < most && !from.isEmpty()) {
            taken.add(from.removeFirst());
        }
        return taken;
    }

    private PartDigest toSign(int n) {
        return new PartDigest(n, digestOf(n).toString(), plan.lengthOf(n));
    }

    /** These URLs have come for a batch. */
    void signed(List<SignedPart> urls) {
        lock.lock();
        try {
            long now = System.nanoTime();
            urls.forEach(url -> ready.addLast(new Ticket(url, now)));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** These parts have to be sent again after all, whatever was thought of them. */
    void reopen(Collection<Integer> parts) {
        lock.lock();
        try {
            parts.forEach(n -> {
                done.clear(n);
                reused.clear(n);
            });
            toSignAgain.addAll(parts);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // The senders

    /** A part to send, when there is one; none when all parts are done or the upload has failed. */
    @Nullable
    Ticket take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (failure == null && done.cardinality() < plan.partCount()) {
                Ticket ticket = ready.pollFirst();
                if (ticket == null) {
                    changed.await();
                } else if (ticket.signedAt() <= expiredUpTo) {
                    toSignAgain.addLast(ticket.n());
                    changed.signalAll();
                } else {
                    return ticket;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Part {@code n} is held by the store. */
    void sent(int n) {
        lock.lock();
        try {
            done.set(n);
            failures.remove(n);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Part {@code n} could not be sent; how often by now. */
    int failed(int n) {
        lock.lock();
        try {
            return failures.merge(n, 1, Integer::sum);
        } finally {
            lock.unlock();
        }
    }

    /** The part is to be sent again, by the same URL. */
    void sendAgain(Ticket ticket) {
        lock.lock();
        try {
            ready.addFirst(ticket);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The part's URL was refused: it needs another, and so do all that came with it or before. */
    void signAgain(Ticket ticket) {
        lock.lock();
        try {
            expiredUpTo = Math.max(expiredUpTo, ticket.signedAt());
            toSignAgain.addLast(ticket.n());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // Everybody

    /** The upload has failed. */
    void fail(Throwable cause) {
        lock.lock();
        try {
            if (failure == null) {
                failure = cause;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The digest of a part that is hashed. */
    Sha256 digestOf(int n) {
        return Objects.requireNonNull(digests[n], "part is not hashed yet");
    }

    /** Bytes of the parts that the store held before. */
    long bytesReused() {
        lock.lock();
        try {
            return reused.stream().mapToLong(plan::lengthOf).sum();
        } finally {
            lock.unlock();
        }
    }

    /** Bytes of the parts that were sent. */
    long bytesSent() {
        lock.lock();
        try {
            return done.stream()
                    .filter(n -> !reused.get(n))
                    .mapToLong(plan::lengthOf)
                    .sum();
        } finally {
            lock.unlock();
        }
    }

    private void requireNoFailure() throws IOException {
        switch (failure) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IOException(e);
        }
    }
}
