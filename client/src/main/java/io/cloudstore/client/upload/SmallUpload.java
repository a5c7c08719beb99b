package io.cloudstore.client.upload;

import io.cloudstore.client.drive.Drive;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.progress.Progress.Phase;
import io.cloudstore.client.upload.UploadResult.How;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.wire.Batch.CompleteItem;
import io.cloudstore.protocol.wire.Batch.OpenItem;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.PartDigest;
import io.cloudstore.protocol.wire.UploadView;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The upload of a file of one part, from its digest on. Belongs to one batch. */
final class SmallUpload implements AutoCloseable {
    private final UploadRequest request;
    private final SourceFile source;
    private final Progress progress;
    private final Board board;
    private final ContentId contentId;
    /** The same in every repeat of the call that opens it. */
    private final String key = UUID.randomUUID().toString();

    private final long began = System.nanoTime();
    private @Nullable String id;
    private boolean resumed;

    private SmallUpload(UploadRequest request, SourceFile source, Progress progress, Board board, ContentId contentId) {
        this.request = request;
        this.source = source;
        this.progress = progress;
        this.board = board;
        this.contentId = contentId;
    }

    /** Hashes the source, which is of one part. */
    static SmallUpload of(UploadRequest request, SourceFile source, Progress progress) throws IOException {
        progress.total(source.plan().size());
        Sha256 digest = source.digestOf(1, progress::hashed);
        Board board = new Board(source.plan(), 1);
        board.hashed(1, digest);
        return new SmallUpload(request, source, progress, board, ContentId.ofParts(List.of(digest)));
    }

    UploadRequest request() {
        return request;
    }

    /** The digest of the only part. */
    String digest() {
        return board.digestOf(1).toString();
    }

    SourceFile source() {
        return source;
    }

    Progress progress() {
        return progress;
    }

    Board board() {
        return board;
    }

    /** The upload's id at the service, once it is open. */
    String id() {
        return Objects.requireNonNull(id, "not open yet");
    }

    boolean isOpen() {
        return id != null;
    }

    /** An earlier attempt left this upload behind; the service knows whether anything has to be sent. */
    void carryOn(UploadView left) {
        id = left.uploadId();
        resumed = true;
        board.hold(Map.of(1, board.digestOf(1)));
        progress.reused(board.bytes(Means.HELD));
        progress.opened(left.uploadId());
    }

    /** Whether the file that is there already has the same content. */
    boolean isUnchanged(FileView there) throws IOException {
        boolean same = UploadRequest.maySpare(there, source.plan().size()) && isOf(there);
        if (same) {
            source.requireUnchanged();
        }
        return same;
    }

    /** Whether a file has this content. */
    boolean isOf(FileView file) {
        return file.contentId().equals(contentId.toString());
    }

    /** What opens it. */
    OpenItem opening() throws IOException, InterruptedException {
        return new OpenItem(
                key,
                request.opening(
                        source,
                        List.of(new PartDigest(1, digest(), source.plan().size()))));
    }

    /** It is open at the service. */
    void opened(UploadView upload) throws IOException, InterruptedException {
        id = upload.uploadId();
        progress.opened(upload.uploadId());
        var _ = board.nextBatch();
        if (upload.urls() == null || upload.urls().isEmpty()) {
            board.reopen(List.of(1));
        } else {
            board.signed(upload.urls());
        }
        progress.phase(Phase.SENDING);
    }

    /** The service says that what it holds is not this content: it has to be sent, whatever was thought of it. */
    void sendAgain() {
        progress.moved(-board.bytes(Means.SENT));
        progress.reused(-board.bytes(Means.HELD));
        board.reopen(List.of(1));
        progress.phase(Phase.SENDING);
    }

    /** What completes it. */
    CompleteItem completion() {
        return new CompleteItem(id(), contentId.toString());
    }

    UploadResult merged(FileView file, Drive drive) throws IOException, InterruptedException {
        long held = board.bytes(Means.HELD);
        return result(resumed ? How.RESUMED : How.UPLOADED, file, drive, board.bytes(Means.SENT), held, held);
    }

    UploadResult unchanged(FileView file, Drive drive) throws IOException, InterruptedException {
        return result(How.UNCHANGED, file, drive, 0, source.plan().size(), 0);
    }

    private UploadResult result(How how, FileView file, Drive drive, long sent, long reused, long held)
            throws IOException, InterruptedException {
        return new UploadResult(
                how,
                file,
                request.pathOf(file, drive),
                source.plan().size(),
                sent,
                reused,
                held,
                0,
                Duration.ofNanos(System.nanoTime() - began));
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
