package io.cloudstore.client.upload;

import io.cloudstore.client.progress.Progress.Phase;
import io.cloudstore.protocol.problem.Problem;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.Batch.CompleteItem;
import io.cloudstore.protocol.wire.Batch.OpenItem;
import io.cloudstore.protocol.wire.Batch.Result;
import io.cloudstore.protocol.wire.CompleteView;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.PartDigest;
import io.cloudstore.protocol.wire.UploadView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One batch of small uploads: opened in one call, sent side by side over the connections that all uploads share, completed
 * in one call. What happens to one of them happens to it alone.
 */
final class SmallBatch {
    /** How often an upload is sent in all, when the service says that its part is missing. */
    private static final int MOST_ROUNDS = 5;

    /** A small part is sent again sooner than somebody could be asked whether it arrived. */
    private static final PartSender.Arrivals UNTOLD = n -> false;

    private final Uploader uploader;
    private final ManyWatcher watcher;
    private final ExecutorService threads;

    SmallBatch(Uploader uploader, ManyWatcher watcher, ExecutorService threads) {
        this.uploader = uploader;
        this.watcher = watcher;
        this.threads = threads;
    }

    /** Brings all into the drive; returns when each is there or has been told as failed. */
    void run(List<SmallUpload> uploads) throws IOException, InterruptedException {
        List<SmallUpload> fresh = new ArrayList<>();
        List<SmallUpload> open = new ArrayList<>();
        uploads.forEach(upload -> (upload.isOpen() ? open : fresh).add(upload));
        List<SmallUpload> sent = send(open(fresh));
        open.addAll(sent);
        for (int round = 1; !open.isEmpty(); round++) {
            List<SmallUpload> missing = complete(open, round == MOST_ROUNDS);
            missing.forEach(SmallUpload::sendAgain);
            open.clear();
            open.addAll(send(missing));
        }
    }

    /** Opens all; returns those that are open. */
    private List<SmallUpload> open(List<SmallUpload> uploads) throws IOException, InterruptedException {
        List<SmallUpload> open = new ArrayList<>();
        List<SmallUpload> left = uploads;
        for (int failures = 0; !left.isEmpty(); failures++) {
            List<OpenItem> items = new ArrayList<>();
            for (SmallUpload upload : left) {
                items.add(upload.opening());
            }
            List<Result<UploadView>> results = uploader.uploads().open(items);
            requireAll(items, results);
            List<SmallUpload> again = new ArrayList<>();
            Long asked = null;
            for (int i = 0; i < results.size(); i++) {
                SmallUpload upload = left.get(i);
                UploadView view = results.get(i).body();
                Problem problem = results.get(i).problem();
                if (view != null) {
                    upload.opened(view);
                    open.add(upload);
                } else if (passes(problem) && failures + 1 < uploader.settings().transferTries()) {
                    again.add(upload);
                    asked = problem == null ? null : problem.retryAfterSeconds();
                } else {
                    watcher.failed(upload.request(), refusal(problem));
                }
            }
            left = again;
            if (!left.isEmpty()) {
                Thread.sleep(uploader.transport().backoff().pause(failures + 1, asked));
            }
        }
        return open;
    }

    /** Sends all side by side; returns those that are in the store. */
    private List<SmallUpload> send(List<SmallUpload> uploads) throws IOException, InterruptedException {
        List<Future<?>> sending = new ArrayList<>();
        for (SmallUpload upload : uploads) {
            sending.add(threads.submit(() -> {
                send(upload);
                return true;
            }));
        }
        List<SmallUpload> sent = new ArrayList<>();
        for (int i = 0; i < uploads.size(); i++) {
            try {
                sending.get(i).get();
                sent.add(uploads.get(i));
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case InterruptedException interrupted -> throw interrupted;
                    case Exception failure -> watcher.failed(uploads.get(i).request(), failure);
                    case null, default -> throw new IOException(e.getCause());
                }
            }
        }
        return sent;
    }

    /** As the parts of a large upload are sent: whatever has to be signed again is. */
    private void send(SmallUpload upload) throws IOException, InterruptedException {
        Board board = upload.board();
        Future<?> _ =
                threads.submit(new PartSender(upload.source(), board, uploader.transport(), UNTOLD, upload.progress()));
        try {
            for (List<PartDigest> batch = board.nextBatch(); !batch.isEmpty(); batch = board.nextBatch()) {
                board.signed(uploader.uploads().sign(upload.id(), batch).urls());
            }
        } catch (IOException | RuntimeException | InterruptedException e) {
            board.fail(e);
            throw e;
        }
    }

    /**
     * Completes all.
     *
     * @param last whether none is sent again
     * @return those whose part is missing
     */
    private List<SmallUpload> complete(List<SmallUpload> uploads, boolean last)
            throws IOException, InterruptedException {
        MergeWait wait = new MergeWait(uploader.settings().mergePatience());
        List<SmallUpload> missing = new ArrayList<>();
        List<SmallUpload> left = completeOnce(unchanged(uploads), missing, last);
        while (!left.isEmpty()) {
            wait.pause();
            left = completeOnce(left, missing, last);
        }
        return missing;
    }

    /** Those whose source is as it was. */
    private List<SmallUpload> unchanged(List<SmallUpload> uploads) throws IOException {
        List<SmallUpload> unchanged = new ArrayList<>();
        for (SmallUpload upload : uploads) {
            try {
                upload.source().requireUnchanged();
                upload.progress().phase(Phase.MERGING);
                unchanged.add(upload);
            } catch (SourceChangedException e) {
                watcher.failed(upload.request(), e);
            }
        }
        return unchanged;
    }

    /** One call; returns those to ask for again. */
    private List<SmallUpload> completeOnce(List<SmallUpload> uploads, List<SmallUpload> missing, boolean last)
            throws IOException, InterruptedException {
        if (uploads.isEmpty()) {
            return List.of();
        }
        List<CompleteItem> items = uploads.stream().map(SmallUpload::completion).toList();
        List<Result<CompleteView>> results = uploader.uploads().complete(items);
        requireAll(items, results);
        List<SmallUpload> again = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            SmallUpload upload = uploads.get(i);
            CompleteView view = results.get(i).body();
            Problem problem = results.get(i).problem();
            ProblemException refused = view == null ? refusal(problem) : null;
            FileView file = view == null ? null : view.file();
            if (view != null ? view.state().equals("MERGING") : passes(problem)) {
                again.add(upload);
            } else if (file != null && upload.isOf(file)) {
                watcher.arrived(upload.request(), upload.merged(file, uploader.drive()));
            } else if (refused != null && isMissing(refused) && !last) {
                missing.add(upload);
            } else if (refused == null
                    || refused.code() == ProblemCode.UPLOAD_CLOSED
                    || refused.code() == ProblemCode.NOT_FOUND) {
                alone(upload);
            } else {
                watcher.failed(upload.request(), refused);
            }
        }
        return again;
    }

    /** Somebody ended the upload, with other content perhaps, or threw away what it became: the file goes the way that it would go alone, from the beginning. */
    private void alone(SmallUpload upload) throws IOException, InterruptedException {
        upload.sendAgain();
        try {
            watcher.arrived(upload.request(), uploader.upload(upload.request(), upload.progress()));
        } catch (IOException | ProblemException e) {
            watcher.failed(upload.request(), e);
        }
    }

    private static boolean isMissing(ProblemException refused) {
        return refused.code() == ProblemCode.PARTS_MISSING || refused.code() == ProblemCode.CONTENT_DIFFERS;
    }

    private static void requireAll(List<?> items, List<?> results) throws IOException {
        if (results.size() != items.size()) {
            throw new IOException("the service answered " + results.size() + " of " + items.size() + " uploads");
        }
    }

    private static ProblemException refusal(@Nullable Problem problem) throws IOException {
        if (problem == null) {
            throw new IOException("the service answered an upload with nothing");
        }
        return ProblemException.answered(problem);
    }

    private static boolean passes(@Nullable Problem problem) throws IOException {
        return switch (refusal(problem).code()) {
            case RATE_LIMITED, INTERNAL, BAD_GATEWAY, UNAVAILABLE, TIMED_OUT -> true;
            default -> false;
        };
    }
}
