package io.cloudstore.client.upload;

import io.cloudstore.client.call.Backoff;
import io.cloudstore.client.call.UnreachableException;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.store.Store;
import io.cloudstore.client.store.StoreAnswer;
import io.cloudstore.client.store.StoreRefusedException;
import io.cloudstore.protocol.content.PartPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** Sends parts, one at a time, as long as the board has any. Several of them work on one board. */
final class PartSender implements Runnable {
    private final SourceFile source;
    private final Board board;
    private final Transport transport;
    private final Arrivals arrivals;
    private final Progress progress;

    /**
     * What senders share over all files.
     *
     * @param connections a permit for each request that may be under way
     * @param tries how often a part is tried
     */
    record Transport(Store store, Semaphore connections, Backoff backoff, int tries) {}

    /** Knows, from elsewhere than the store's lost answer, whether a part arrived. */
    interface Arrivals {
        /** Whether the store holds part {@code n}; no when nobody can tell. */
        boolean contain(int n) throws InterruptedException;
    }

    PartSender(SourceFile source, Board board, Transport transport, Arrivals arrivals, Progress progress) {
        this.source = source;
        this.board = board;
        this.transport = transport;
        this.arrivals = arrivals;
        this.progress = progress;
    }

    @Override
    public void run() {
        try {
            for (Ticket ticket = board.take(); ticket != null; ticket = board.take()) {
                send(ticket);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            board.fail(e);
        }
    }

    private void send(Ticket ticket) throws IOException, InterruptedException {
        AtomicLong moved = new AtomicLong();
        try {
            StoreAnswer answer = put(ticket, moved);
            if (answer.isHeld()) {
                progress.moved(source.plan().lengthOf(ticket.n()) - moved.get());
                board.sent(ticket.n());
                return;
            }
            progress.moved(-moved.get());
            refused(ticket, answer);
        } catch (StoreRefusedException | SourceChangedException | UnreachableException e) {
            throw e;
        } catch (IOException e) {
            if (isAllOf(ticket, moved.get()) && arrivals.contain(ticket.n())) {
                board.sent(ticket.n());
                return;
            }
            progress.moved(-moved.get());
            lost(ticket, e);
        }
    }

    private boolean isAllOf(Ticket ticket, long moved) {
        return moved == source.plan().lengthOf(ticket.n());
    }

    private StoreAnswer put(Ticket ticket, AtomicLong moved) throws IOException, InterruptedException {
        PartPlan plan = source.plan();
        long offset = plan.offsetOf(ticket.n());
        transport.connections().acquire();
        try {
            return transport.store().put(ticket.part(), source.channel(), offset, plan.lengthOf(ticket.n()), bytes -> {
                moved.addAndGet(bytes);
                progress.moved(bytes);
            });
        } finally {
            transport.connections().release();
        }
    }

    /** The store said no: another URL, another time, or never. */
    private void refused(Ticket ticket, StoreAnswer answer) throws IOException, InterruptedException {
        if (answer.isOtherBytes()) {
            source.requireUnchanged(ticket.n(), board.digestOf(ticket.n()));
        }
        boolean damagedOnTheWay = answer.code().equals("BadDigest");
        boolean wasGood = answer.needsAnotherUrl() && board.hasSentSince(ticket);
        int failures = wasGood ? 0 : board.failed(ticket.n());
        boolean retries = answer.needsAnotherUrl() || answer.mayPass() || damagedOnTheWay;
        if (!retries || failures >= transport.tries()) {
            throw new StoreRefusedException("part " + ticket.n(), answer);
        }
        boolean expired = answer.needsAnotherUrl() && failures <= 1;
        pause(
                answer.toString(),
                expired ? Duration.ZERO : transport.backoff().pause(failures, answer.retryAfterSeconds()));
        if (answer.needsAnotherUrl()) {
            board.signAgain(ticket);
        } else {
            board.sendAgain(ticket);
        }
    }

    /**
     * The connection broke. A store that refuses an expired URL before it has read the part may look just like that, so
     * every second time the part gets another URL.
     */
    private void lost(Ticket ticket, IOException e) throws IOException, InterruptedException {
        source.requireUnchanged();
        int failures = board.failed(ticket.n());
        if (failures >= transport.tries()) {
            throw new UnreachableException(
                    "the store did not take part " + ticket.n() + " (" + UnreachableException.reason(e) + ")", e);
        }
        pause(UnreachableException.reason(e), transport.backoff().pause(failures, null));
        if (failures % 2 == 0) {
            board.signAgain(ticket);
        } else {
            board.sendAgain(ticket);
        }
    }

    private void pause(String reason, Duration pause) throws InterruptedException {
        progress.retrying(reason, pause);
        Thread.sleep(pause);
    }
}
