package io.cloudstore.client.upload;

import io.cloudstore.client.call.Backoff;
import io.cloudstore.client.drive.Drive;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.settings.ClientSettings;
import io.cloudstore.client.store.Store;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/** Uploads files. Several at a time share its connections. */
public final class Uploader {
    private final ClientSettings settings;
    private final Drive drive;
    private final Uploads uploads;
    private final OpenUploads openUploads;
    private final PartSender.Transport transport;
    private final ClaimPause ownPause = new ClaimPause(System::nanoTime);
    private final ClaimPause othersPause = new ClaimPause(System::nanoTime);

    /** Uploads as {@code settings} say, through {@code store}. */
    public Uploader(ClientSettings settings, Drive drive, Uploads uploads, Store store, Backoff backoff) {
        this.settings = settings;
        this.drive = drive;
        this.uploads = uploads;
        this.openUploads = new OpenUploads(uploads);
        Semaphore connections = new Semaphore(settings.connections(), true);
        this.transport = new PartSender.Transport(store, connections, backoff, settings.transferTries());
    }

    /**
     * Brings a local file into the drive and returns when it is visible there. If it ends early, by an interrupt or by
     * an exception, what was sent is kept for the next time.
     *
     * @throws SourceChangedException if the local file changed meanwhile
     * @throws io.cloudstore.client.store.StoreRefusedException if the store refused a part for good
     * @throws io.cloudstore.client.call.UnreachableException if service or store did not answer
     * @throws io.cloudstore.protocol.problem.ProblemException what the service refused, as {@code quota-exceeded}
     */
    public UploadResult upload(UploadRequest request, Progress progress) throws IOException, InterruptedException {
        try (SourceFile source = SourceFile.open(request.source())) {
            Board board = new Board(source.plan(), settings.lookAhead());
            return new UploadRun(this, request, source, board, progress).run();
        }
    }

    ClientSettings settings() {
        return settings;
    }

    Drive drive() {
        return drive;
    }

    Uploads uploads() {
        return uploads;
    }

    OpenUploads openUploads() {
        return openUploads;
    }

    Completion completion() {
        return new Completion(uploads, settings.mergePatience());
    }

    /**
     * When content may be asked for again.
     *
     * @param likelyOwn content that the account probably holds: the service counts only what it doesn't hold, and may have had
     *     enough of that
     */
    ClaimPause claimPause(boolean likelyOwn) {
        return likelyOwn ? ownPause : othersPause;
    }

    PartSender.Transport transport() {
        return transport;
    }
}
