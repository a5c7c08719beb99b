package io.cloudstore.client.upload;

import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.progress.Progress.Phase;
import io.cloudstore.client.upload.UploadResult.How;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.HeldPart;
import io.cloudstore.protocol.wire.OpenUploadRequest;
import io.cloudstore.protocol.wire.PartDigest;
import io.cloudstore.protocol.wire.UploadView;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One upload from beginning to end. */
final class UploadRun {
    /** How often an upload is completed in all, when the service says that parts are missing. */
    private static final int MOST_COMPLETIONS = 5;

    private final Uploader uploader;
    private final UploadRequest request;
    private final SourceFile source;
    private final PartPlan plan;
    private final Board board;
    private final Progress progress;
    private final long began = System.nanoTime();

    UploadRun(Uploader uploader, UploadRequest request, SourceFile source, Board board, Progress progress) {
        this.uploader = uploader;
        this.request = request;
        this.source = source;
        this.plan = source.plan();
        this.board = board;
        this.progress = progress;
    }

    UploadResult run() throws IOException, InterruptedException {
        progress.total(plan.size());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            Future<?> _ = threads.submit(new PartHasher(source, board, progress));
            Optional<FileView> unchanged = unchanged();
            return unchanged.isPresent() ? result(How.UNCHANGED, unchanged.get()) : carryOnOrBegin(threads);
        } finally {
            threads.shutdownNow();
            threads.close();
        }
    }

    /** The file that is there already, if it has the same content. */
    private Optional<FileView> unchanged() throws IOException, InterruptedException {
        Optional<FileView> there = switch (request.existing()) {
            case Existing.Absent() -> Optional.empty();
            case Existing.Present(FileView file) -> Optional.of(file);
            case Existing.Unknown() -> uploader.drive().fileAt(request.path());
        };
        if (there.isEmpty() || there.get().size() != plan.size()) {
            return Optional.empty();
        }
        progress.phase(Phase.CHECKING);
        String own = board.awaitContentId().toString();
        source.requireUnchanged();
        return there.filter(file -> file.contentId().equals(own));
    }

    private UploadResult carryOnOrBegin(ExecutorService threads) throws IOException, InterruptedException {
        Optional<UploadView> left = uploader.openUploads().find(request, plan.size(), plan.isSinglePut());
        if (left.isPresent() && left.get().state().equals("MERGING")) {
            Optional<FileView> merged = awaitMerge(left.get());
            return merged.isPresent() ? result(How.RESUMED, merged.get()) : begin(threads);
        }
        return left.isPresent() ? carryOn(threads, left.get()) : begin(threads);
    }

    /** What becomes of an upload that an earlier attempt had completed, if it is of the same content. */
    private Optional<FileView> awaitMerge(UploadView upload) throws IOException, InterruptedException {
        progress.phase(Phase.CHECKING);
        String own = board.awaitContentId().toString();
        progress.phase(Phase.MERGING);
        try {
            FileView file = completion().complete(upload.uploadId(), own);
            board.hold(ownDigests());
            return Optional.of(file);
        } catch (ProblemException e) {
            if (e.code().status() == 409 || e.code() == ProblemCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private UploadResult carryOn(ExecutorService threads, UploadView upload) throws IOException, InterruptedException {
        board.hold(heldParts(upload)).forEach(n -> progress.reused(plan.lengthOf(n)));
        progress.opened(upload.uploadId());
        return result(How.RESUMED, sendAndComplete(threads, upload.uploadId()));
    }

    private UploadResult begin(ExecutorService threads) throws IOException, InterruptedException {
        List<PartDigest> batch = board.nextBatch();
        UploadView upload = uploader.uploads()
                .open(new OpenUploadRequest(
                        request.path().name(),
                        request.folderId(),
                        plan.size(),
                        Files.probeContentType(request.source()),
                        source.modifiedAt().truncatedTo(ChronoUnit.MILLIS),
                        request.conflict().toString(),
                        batch));
        progress.opened(upload.uploadId());
        if (upload.partSize() != plan.partSize() || upload.partCount() != plan.partCount()) {
            throw new IOException("the service cuts files otherwise than this client: one of them is too old");
        }
        if (upload.urls() == null) {
            board.reopen(batch.stream().map(PartDigest::n).toList());
        } else {
            board.signed(upload.urls());
        }
        return result(How.UPLOADED, sendAndComplete(threads, upload.uploadId()));
    }

    private FileView sendAndComplete(ExecutorService threads, String uploadId)
            throws IOException, InterruptedException {
        try {
            for (int round = 1; ; round++) {
                progress.phase(Phase.SENDING);
                send(threads, uploadId);
                String contentId = board.awaitContentId().toString();
                source.requireUnchanged();
                progress.phase(Phase.MERGING);
                try {
                    return completion().complete(uploadId, contentId);
                } catch (ProblemException e) {
                    if (round == MOST_COMPLETIONS || !isMended(uploadId, e)) {
                        throw e;
                    }
                }
            }
        } catch (SourceChangedException e) {
            abandonIfOfOtherSize(uploadId);
            throw e;
        }
    }

    /** Starts the senders and signs for them, until all parts are done. */
    private void send(ExecutorService threads, String uploadId) throws IOException, InterruptedException {
        int senders = Math.min(plan.partCount(), uploader.settings().connections());
        IntStream.range(0, senders).forEach(i -> {
            Future<?> _ = threads.submit(new PartSender(source, board, uploader.transport(), progress));
        });
        for (List<PartDigest> batch = board.nextBatch(); !batch.isEmpty(); batch = board.nextBatch()) {
            board.signed(uploader.uploads().sign(uploadId, batch));
        }
    }

    /** Whether the refusal to complete says that something has to be sent again; then it will be. */
    private boolean isMended(String uploadId, ProblemException refused) throws IOException, InterruptedException {
        if (refused.code() != ProblemCode.PARTS_MISSING && refused.code() != ProblemCode.CONTENT_DIFFERS) {
            return false;
        }
        Map<Integer, Sha256> held = heldParts(uploader.uploads().get(uploadId));
        List<Integer> toSend = IntStream.rangeClosed(1, plan.partCount())
                .filter(n -> refused.missingParts().contains(n) || !Objects.equals(board.digestOf(n), held.get(n)))
                .boxed()
                .toList();
        toSend.forEach(n -> progress.moved(-plan.lengthOf(n)));
        board.reopen(toSend);
        return !toSend.isEmpty();
    }

    private static Map<Integer, Sha256> heldParts(UploadView upload) {
        Map<Integer, Sha256> held = new HashMap<>();
        if (upload.heldParts() != null) {
            for (HeldPart part : upload.heldParts()) {
                held.put(part.n(), Sha256.parse(part.sha256()));
            }
        }
        return held;
    }

    private Map<Integer, Sha256> ownDigests() {
        Map<Integer, Sha256> own = new HashMap<>();
        IntStream.rangeClosed(1, plan.partCount()).forEach(n -> own.put(n, board.digestOf(n)));
        return own;
    }

    /** An upload of another size can never be carried on: it would only hold quota until it expires. */
    private void abandonIfOfOtherSize(String uploadId) throws InterruptedException {
        if (source.hasOtherSize()) {
            try {
                uploader.uploads().abort(uploadId);
            } catch (IOException | ProblemException e) {
                // It expires by itself.
            }
        }
    }

    private Completion completion() {
        return new Completion(uploader.uploads(), uploader.settings().mergePatience());
    }

    private UploadResult result(How how, @Nullable FileView file) throws IOException, InterruptedException {
        if (file == null) {
            throw new IOException("the service answered without a file");
        }
        boolean unchanged = how == How.UNCHANGED;
        return new UploadResult(
                how,
                file,
                pathOf(file),
                plan.size(),
                unchanged ? 0 : board.bytesSent(),
                unchanged ? plan.size() : board.bytesReused(),
                Duration.ofNanos(System.nanoTime() - began));
    }

    private RemotePath pathOf(FileView file) throws IOException, InterruptedException {
        RemotePath folder = file.folderId().equals(request.folderId())
                ? request.path().parent()
                : uploader.drive().pathOf(file.folderId());
        return folder.child(file.name());
    }
}
