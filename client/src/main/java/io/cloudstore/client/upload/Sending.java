package io.cloudstore.client.upload;

import io.cloudstore.protocol.wire.PartDigest;
import io.cloudstore.protocol.wire.SignedPart;
import io.cloudstore.protocol.wire.SignedPartsView;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** Has parts signed and sends them, on threads of its own, until nothing is left to send. Closing it ends what is under way. */
final class Sending implements AutoCloseable {
    private final Uploads uploads;
    private final String uploadId;
    private final Board board;
    private final PartReuse reuse;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Begins, with {@code senders} threads that run {@code sender}. */
    Sending(Uploads uploads, String uploadId, Board board, PartReuse reuse, PartSender sender, int senders) {
        this.uploads = uploads;
        this.uploadId = uploadId;
        this.board = board;
        this.reuse = reuse;
        Future<?> _ = threads.submit(this::sign);
        for (int i = 0; i < senders; i++) {
            Future<?> _ = threads.submit(sender);
        }
    }

    /** Returns when nothing is left to send; throws what failed before that. */
    void await() throws IOException, InterruptedException {
        board.awaitSent();
    }

    private void sign() {
        try {
            for (List<PartDigest> batch = board.nextBatch(); !batch.isEmpty(); batch = board.nextBatch()) {
                List<PartDigest> toSend = reuse.withoutCopied(batch);
                if (!toSend.isEmpty()) {
                    handOut(toSend, uploads.sign(uploadId, toSend));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            board.fail(e);
        }
    }

    /** What is probably to be copied waits until that is known, the rest doesn't. */
    private void handOut(List<PartDigest> batch, SignedPartsView signed) throws InterruptedException {
        List<PartDigest> asked = reuse.worthAsking(batch, signed);
        Set<Integer> held = asked.stream().map(PartDigest::n).collect(Collectors.toSet());
        board.signed(urls(signed, n -> !held.contains(n)));
        if (!asked.isEmpty()) {
            Set<Integer> copied = reuse.copiedWith(asked);
            board.signed(urls(signed, n -> held.contains(n) && !copied.contains(n)));
        }
    }

    private static List<SignedPart> urls(SignedPartsView signed, IntPredicate which) {
        return signed.urls().stream().filter(url -> which.test(url.n())).toList();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
