package io.cloudstore.client.upload;

import io.cloudstore.protocol.wire.SignPartsRequest;
import io.cloudstore.protocol.wire.SignedPart;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** URLs that came and wait for a sender, and the parts that need another one. Guarded by the board's lock. */
final class Urls {
    private final Deque<Ticket> ready = new ArrayDeque<>();
    private final Deque<Integer> refused = new ArrayDeque<>();
    private long expiredUpTo = Long.MIN_VALUE;
    private int underWay;

    /** These came. */
    void add(List<SignedPart> urls) {
        long now = System.nanoTime();
        urls.forEach(url -> ready.addLast(new Ticket(url, now)));
    }

    /** The next one to use, unless there is none. */
    @Nullable
    Ticket next() {
        Ticket next = ready.pollFirst();
        underWay += next == null ? 0 : 1;
        return next;
    }

    /** One has been used. */
    void used() {
        underWay--;
    }

    /** This one is to be used again, before all others. */
    void again(Ticket ticket) {
        used();
        ready.addFirst(ticket);
        dropExpired();
    }

    /** This one was refused: its part needs another, and so do all that came with it or before. */
    void refuse(Ticket ticket) {
        used();
        expiredUpTo = Math.max(expiredUpTo, ticket.signedAt());
        refused.addLast(ticket.n());
        dropExpired();
    }

    private void dropExpired() {
        ready.stream().filter(this::isExpired).map(Ticket::n).forEach(refused::addLast);
        ready.removeIf(this::isExpired);
    }

    private boolean isExpired(Ticket ticket) {
        return ticket.signedAt() <= expiredUpTo;
    }

    /** These parts need a URL, whatever they had. */
    void need(Collection<Integer> parts) {
        refused.addAll(parts);
    }

    /** Parts to have signed again, as many as one call takes; they are not given out twice. */
    List<Integer> takeRefused() {
        List<Integer> taken = new ArrayList<>();
        while (taken.size() < SignPartsRequest.MOST_PARTS && !refused.isEmpty()) {
            taken.add(refused.removeFirst());
        }
        return taken;
    }

    /** How many wait for a sender. */
    int ready() {
        return ready.size();
    }

    /** How many are being used. */
    int underWay() {
        return underWay;
    }
}
