package io.cloudstore.client.upload;

import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.progress.Progress.Phase;
import io.cloudstore.client.upload.Delivery.Delivered.FinishedElsewhere;
import io.cloudstore.client.upload.Delivery.Delivered.Sent;
import io.cloudstore.client.upload.Delivery.Delivered.Stored;
import io.cloudstore.client.upload.InstantRace.Hit;
import io.cloudstore.client.upload.OpenUploads.Left;
import io.cloudstore.client.upload.UploadResult.How;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.PartDigest;
import io.cloudstore.protocol.wire.UploadView;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** One upload from beginning to end. */
final class UploadRun {
    /** A few: the source has to be read besides, and the machine is not ours alone. */
    private static final int MOST_HASHERS = 4;

    private final Uploader uploader;
    private final UploadRequest request;
    private final SourceFile source;
    private final PartPlan plan;
    private final Board board;
    private final Tally progress;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    /** Hashing leaves the processor to nobody by itself, as a virtual thread would have to. */
    private final ExecutorService hashers = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("hasher-", 1).factory());

    private final long began = System.nanoTime();

    UploadRun(Uploader uploader, UploadRequest request, SourceFile source, Board board, Progress progress) {
        this.uploader = uploader;
        this.request = request;
        this.source = source;
        this.plan = source.plan();
        this.board = board;
        this.progress = new Tally(progress);
    }

    UploadResult run() throws IOException, InterruptedException {
        progress.total(plan.size());
        try {
            hash();
            Optional<FileView> there = request.there(uploader.drive());
            if (there.isPresent() && isSame(there.get())) {
                return unchanged(there.get());
            }
            return carryOnOrBegin(there.isPresent());
        } finally {
            hashers.shutdownNow();
            threads.shutdownNow();
            hashers.close();
            threads.close();
        }
    }

    private void hash() {
        int count = Math.min(
                plan.partCount(), Math.min(MOST_HASHERS, Runtime.getRuntime().availableProcessors()));
        for (int i = 0; i < count; i++) {
            Future<?> _ = hashers.submit(new PartHasher(source, board, progress));
        }
    }

    private boolean isSame(FileView there) throws IOException, InterruptedException {
        if (!UploadRequest.maySpare(there, plan.size())) {
            return false;
        }
        progress.phase(Phase.CHECKING);
        String own = board.awaitContentId().toString();
        source.requireUnchanged();
        return there.contentId().equals(own);
    }

    private UploadResult carryOnOrBegin(boolean isOver) throws IOException, InterruptedException {
        Left left = uploader.openUploads().find(request, plan, board);
        if (left.here().isEmpty()) {
            tellOf(left.elsewhere());
            return begin(isOver);
        }
        UploadView upload = left.here().get();
        if (upload.state().equals("OPEN")) {
            return carryOn(upload, isOver);
        }
        Optional<FileView> merged = awaitMerge(upload);
        return merged.isPresent() ? sent(How.RESUMED, merged.get()) : begin(isOver);
    }

    /** Whoever watches may want to carry that on instead. Where its folder is gone, nobody can; failing to tell does no harm. */
    private void tellOf(Optional<UploadView> elsewhere) throws InterruptedException {
        if (elsewhere.isPresent()) {
            try {
                UploadView upload = elsewhere.get();
                progress.openElsewhere(
                        uploader.drive().pathOf(upload.folderId()).child(upload.name()));
            } catch (IOException | ProblemException e) {
                // The list of open uploads has it.
            }
        }
    }

    /** What becomes of an upload that an earlier attempt had completed, if it is of the same content. */
    private Optional<FileView> awaitMerge(UploadView upload) throws IOException, InterruptedException {
        progress.phase(Phase.CHECKING);
        String own = board.awaitContentId().toString();
        progress.phase(Phase.MERGING);
        try {
            FileView file = uploader.completion().complete(upload.uploadId(), own);
            board.hold(ownDigests());
            return Optional.of(file);
        } catch (ProblemException e) {
            if (e.code().status() == 409 || e.code() == ProblemCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Map<Integer, Sha256> ownDigests() {
        Map<Integer, Sha256> own = new HashMap<>();
        IntStream.rangeClosed(1, plan.partCount()).forEach(n -> own.put(n, board.digestOf(n)));
        return own;
    }

    private UploadResult carryOn(UploadView upload, boolean isOver) throws IOException, InterruptedException {
        board.hold(HeldParts.of(upload)).forEach(n -> progress.reused(plan.lengthOf(n)));
        return deliver(How.RESUMED, upload, isOver, List.of());
    }

    private UploadResult begin(boolean isOver) throws IOException, InterruptedException {
        List<PartDigest> batch = board.nextBatch();
        UploadView upload = uploader.uploads().open(request.opening(source, batch));
        return deliver(How.UPLOADED, upload, isOver, batch);
    }

    /** @param isOver whether another file is there, which may resemble this one */
    private UploadResult deliver(How how, UploadView upload, boolean isOver, List<PartDigest> batch)
            throws IOException, InterruptedException {
        progress.opened(upload.uploadId());
        if (upload.partSize() != plan.partSize() || upload.partCount() != plan.partCount()) {
            throw new IOException("the service cuts files otherwise than this client: one of them is too old");
        }
        Delivery delivery = new Delivery(uploader, upload, source, board, progress, isOver);
        return switch (delivery.deliver(threads, batch)) {
            case Sent(FileView file) -> sent(how, file);
            case Stored(Hit hit) -> instant(hit);
            case FinishedElsewhere(FileView file) -> finishedElsewhere(file);
        };
    }

    private UploadResult unchanged(FileView file) throws IOException, InterruptedException {
        return result(How.UNCHANGED, file, 0, plan.size(), 0, 0);
    }

    private UploadResult instant(Hit hit) throws IOException, InterruptedException {
        long held = board.bytes(Means.HELD);
        long copied = board.bytes(Means.COPIED);
        long moved = Math.min(progress.moved(), plan.size() - held - copied);
        nothingElseMoves();
        How how = hit.proved() ? How.PROVED : How.INSTANT;
        return result(how, hit.file(), moved, plan.size() - moved, held, copied);
    }

    /** Whatever was neither sent nor copied from here, the other device had sent. */
    private UploadResult finishedElsewhere(FileView file) throws IOException, InterruptedException {
        long sent = board.bytes(Means.SENT);
        long copied = board.bytes(Means.COPIED);
        long reused = plan.size() - sent;
        nothingElseMoves();
        return result(How.RESUMED, file, sent, reused, reused - copied, copied);
    }

    /** What had not moved until now need not move any more. */
    private void nothingElseMoves() {
        progress.reused(plan.size() - Math.min(progress.moved(), plan.size()) - progress.reused());
    }

    private UploadResult sent(How how, FileView file) throws IOException, InterruptedException {
        long held = board.bytes(Means.HELD);
        long copied = board.bytes(Means.COPIED);
        return result(how, file, board.bytes(Means.SENT), held + copied, held, copied);
    }

    private UploadResult result(How how, FileView file, long sent, long reused, long held, long copied)
            throws IOException, InterruptedException {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return new UploadResult(
                how, file, request.pathOf(file, uploader.drive()), plan.size(), sent, reused, held, copied, took);
    }
}
