package io.cloudstore.client.upload;

import io.cloudstore.client.call.UnreachableException;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.CompleteView;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.UploadView;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Completes an upload and waits until it is merged. */
final class Completion {
    private final Uploads uploads;
    private final Duration patience;

    Completion(Uploads uploads, Duration patience) {
        this.uploads = uploads;
        this.patience = patience;
    }

    /**
     * The file that the upload became.
     *
     * @throws ProblemException {@code parts-missing} or {@code content-differs} when something has to be sent again,
     *     {@code upload-closed} when it ended otherwise or became a file of other content
     * @throws UnreachableException if the merge has not ended in time; it goes on without us
     */
    FileView complete(String uploadId, String contentId) throws IOException, InterruptedException {
        MergeWait wait = new MergeWait(patience);
        FileView file = fileOf(uploadId, contentId);
        while (file == null) {
            wait.pause();
            file = fileOf(uploadId, contentId);
        }
        return file;
    }

    private @Nullable FileView fileOf(String uploadId, String contentId) throws IOException, InterruptedException {
        try {
            CompleteView answer = uploads.complete(uploadId, contentId);
            return answer.state().equals("MERGING") ? null : requireSame(answer.file(), contentId);
        } catch (ProblemException e) {
            if (e.code() != ProblemCode.UPLOAD_CLOSED) {
                throw e;
            }
            return ended(uploads.get(uploadId), contentId, e);
        }
    }

    /**
     * The file of an upload that was closed without our doing; waited for while it merges.
     *
     * @param now the upload as it is now
     * @throws ProblemException {@code closed} if there is none, or it has other content
     */
    FileView ended(UploadView now, String contentId, ProblemException closed) throws IOException, InterruptedException {
        FileView file = now.state().equals("MERGING") ? merged(now.uploadId(), contentId, closed) : now.file();
        if (file == null || !file.contentId().equals(contentId)) {
            throw closed;
        }
        return file;
    }

    /** A merge of other content than ours is none of ours, nor is one that turned out to lack a part. */
    private FileView merged(String uploadId, String contentId, ProblemException closed)
            throws IOException, InterruptedException {
        try {
            return complete(uploadId, contentId);
        } catch (ProblemException e) {
            if (e.code() == ProblemCode.CONTENT_DIFFERS || e.code() == ProblemCode.PARTS_MISSING) {
                throw closed;
            }
            throw e;
        }
    }

    /** Another device may have carried the upload on with other content, and its file may be deleted by now. */
    private static FileView requireSame(@Nullable FileView file, String contentId) {
        if (file == null || !file.contentId().equals(contentId)) {
            throw new ProblemException(ProblemCode.UPLOAD_CLOSED, "What the upload became is not what is here.");
        }
        return file;
    }
}
