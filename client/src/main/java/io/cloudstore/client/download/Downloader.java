package io.cloudstore.client.download;

import io.cloudstore.client.call.Backoff;
import io.cloudstore.client.call.UnreachableException;
import io.cloudstore.client.drive.Drive;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.progress.Progress.Phase;
import io.cloudstore.client.settings.ClientSettings;
import io.cloudstore.client.store.Store;
import io.cloudstore.client.store.StoreRefusedException;
import io.cloudstore.client.store.StoreUnavailableException;
import io.cloudstore.protocol.wire.DownloadView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Downloads files. */
public final class Downloader {
    private final ClientSettings settings;
    private final Drive drive;
    private final Store store;
    private final Backoff backoff;

    /** Downloads as {@code settings} say, through {@code store}. */
    public Downloader(ClientSettings settings, Drive drive, Store store, Backoff backoff) {
        this.settings = settings;
        this.drive = drive;
        this.store = store;
        this.backoff = backoff;
    }

    /**
     * Brings a file from the drive to {@code target} and replaces what is there, at once and only when all bytes have
     * come and their content id is right. If it ends early, what has come is kept for the next time.
     *
     * @throws ContentDiffersException if what came is not the file's content
     * @throws StoreRefusedException if the store refused for good
     * @throws UnreachableException if service or store did not answer
     * @throws io.cloudstore.protocol.problem.ProblemException what the service refused, as {@code not-found}
     */
    public DownloadResult download(String fileId, Path target, Progress progress)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        DownloadView view = drive.downloadUrl(fileId);
        while (true) {
            try (PartialFile partial = PartialFile.open(target, view.contentId(), view.size())) {
                Receiving receiving = new Receiving(view, fileId, partial, progress);
                DownloadView newer = receiving.receiveAll();
                if (newer != null) {
                    view = newer;
                    continue;
                }
                return receiving.result(target, Duration.ofNanos(System.nanoTime() - began));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }

    /** One file's way from the store; begins anew when the file got other content meanwhile. */
    private final class Receiving {
        private final String fileId;
        private final PartialFile partial;
        private final Progress progress;
        private final String contentId;
        private final long size;
        private DownloadView view;
        private RunningContentId running;
        private long reused;
        private long received;

        Receiving(DownloadView view, String fileId, PartialFile partial, Progress progress) {
            this.view = view;
            this.fileId = fileId;
            this.partial = partial;
            this.progress = progress;
            this.contentId = view.contentId();
            this.size = view.size();
            this.running = new RunningContentId(size);
            this.reused = partial.length();
        }

        /** Receives until all is there and right; the new view if the file got other content meanwhile. */
        @Nullable
        DownloadView receiveAll() throws IOException, InterruptedException {
            progress.total(size);
            progress.phase(Phase.CHECKING);
            partial.readInto(running);
            progress.reused(reused);
            progress.phase(Phase.RECEIVING);
            while (true) {
                if (!receiveRest()) {
                    return view;
                }
                String found = running.end().toString();
                if (found.equals(contentId)) {
                    partial.finish();
                    return null;
                }
                if (reused == 0) {
                    partial.discard();
                    throw new ContentDiffersException(view.name(), contentId, found);
                }
                restart();
            }
        }

        /** Receives what is missing, in as many requests as it takes; false if the file got other content. */
        private boolean receiveRest() throws IOException, InterruptedException {
            int failures = 0;
            while (partial.length() < size) {
                long before = partial.length();
                IOException lost;
                boolean expired = false;
                Long asked = null;
                try {
                    receiveOnce();
                    lost = new IOException("the connection ended early");
                } catch (StoreUnavailableException e) {
                    lost = e;
                    expired = e.answer().needsAnotherUrl();
                    asked = e.answer().retryAfterSeconds();
                    requireMayPass(e, expired);
                } catch (IOException e) {
                    lost = e;
                }
                if (partial.length() == size) {
                    break;
                }
                failures = partial.length() > before ? 1 : failures + 1;
                if (failures >= settings.transferTries()) {
                    throw new UnreachableException(
                            "the store did not give the rest (" + UnreachableException.reason(lost) + ")", lost);
                }
                Duration pause = expired && failures == 1 ? Duration.ZERO : backoff.pause(failures, asked);
                progress.retrying(UnreachableException.reason(lost), pause);
                Thread.sleep(pause);
                view = drive.downloadUrl(fileId);
                if (!view.contentId().equals(contentId)) {
                    progress.moved(-received);
                    progress.reused(-reused);
                    return false;
                }
            }
            return true;
        }

        private void requireMayPass(StoreUnavailableException e, boolean expired) throws IOException {
            // 404: the content has just moved to long-term storage, and the service knows the new place.
            if (!expired
                    && !e.answer().mayPass()
                    && e.answer().status() != 404
                    && e.answer().status() != 416) {
                throw new StoreRefusedException("the download", e.answer());
            }
        }

        private void receiveOnce() throws IOException, InterruptedException {
            long from = partial.length();
            try (var body = store.get(view, from)) {
                if (from > 0 && !body.isRange()) {
                    restart();
                }
                byte[] piece = new byte[64 << 10];
                for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
                    int wanted = (int) Math.min(read, size - partial.length());
                    keep(piece, wanted);
                    running.update(piece, wanted);
                    received += wanted;
                    progress.moved(wanted);
                }
            }
        }

        /** Writes what came. That this fails is no reason to ask the store again, unlike other trouble on the way. */
        private void keep(byte[] piece, int count) {
            try {
                partial.append(piece, count);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void restart() throws IOException {
            progress.moved(-received);
            progress.reused(-reused);
            received = 0;
            reused = 0;
            running = new RunningContentId(size);
            partial.restart();
        }

        DownloadResult result(Path target, Duration took) {
            return new DownloadResult(target, contentId, size, received, reused, took);
        }
    }
}
