package io.cloudstore.client;

import io.cloudstore.client.account.Account;
import io.cloudstore.client.call.Backoff;
import io.cloudstore.client.call.Service;
import io.cloudstore.client.download.DownloadResult;
import io.cloudstore.client.download.Downloader;
import io.cloudstore.client.drive.Drive;
import io.cloudstore.client.drive.Trash;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.receipt.Receipts;
import io.cloudstore.client.session.SessionStore;
import io.cloudstore.client.settings.ClientSettings;
import io.cloudstore.client.store.Store;
import io.cloudstore.client.store.Watchdog;
import io.cloudstore.client.upload.ManyUploader;
import io.cloudstore.client.upload.ManyWatcher;
import io.cloudstore.client.upload.UploadRequest;
import io.cloudstore.client.upload.UploadResult;
import io.cloudstore.client.upload.Uploader;
import io.cloudstore.client.upload.Uploads;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A Cloudstore service, seen by one person. Safe for use by many threads; uploads that run at the same time share its
 * connections to the store. Calls end with an {@link InterruptedException} when their thread is interrupted, and
 * transfers then keep what they have for the next time.
 */
public final class CloudstoreClient implements AutoCloseable {
    private final HttpClient http;
    private final Watchdog watchdog;
    private final Account account;
    private final Drive drive;
    private final Receipts receipts;
    private final Trash trash;
    private final Uploads uploads;
    private final Uploader uploader;
    private final Downloader downloader;

    /** A client as {@code settings} say, that keeps its session in {@code sessions}. Nothing is asked of anyone yet. */
    public CloudstoreClient(ClientSettings settings, SessionStore sessions) {
        // HTTP/1.1: the store speaks nothing else, and parts are to go over several connections.
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        watchdog = new Watchdog(settings.stall());
        Backoff backoff = new Backoff(settings, RandomGenerator.getDefault());
        Service service = new Service(http, settings, sessions, backoff);
        Store store = new Store(http, watchdog);
        account = new Account(service, sessions);
        drive = new Drive(service);
        receipts = new Receipts(service);
        trash = new Trash(service);
        uploads = new Uploads(service);
        uploader = new Uploader(settings, drive, uploads, store, backoff);
        downloader = new Downloader(settings, drive, store, backoff);
    }

    /** Signing up, in and out. */
    public Account account() {
        return account;
    }

    /** Folders and files. */
    public Drive drive() {
        return drive;
    }

    /** Integrity receipts. */
    public Receipts receipts() {
        return receipts;
    }

    /** What was thrown away. */
    public Trash trash() {
        return trash;
    }

    /** Uploads that have not ended. */
    public Uploads uploads() {
        return uploads;
    }

    /** Brings a local file into the drive; see {@link Uploader#upload}. */
    public UploadResult upload(UploadRequest request, Progress progress) throws IOException, InterruptedException {
        return uploader.upload(request, progress);
    }

    /** Brings many small local files into the drive; see {@link ManyUploader#upload}. */
    public void upload(List<UploadRequest> requests, ManyWatcher watcher) throws IOException, InterruptedException {
        new ManyUploader(uploader).upload(requests, watcher);
    }

    /** Brings a file from the drive; see {@link Downloader#download}. */
    public DownloadResult download(String fileId, Path target, Progress progress)
            throws IOException, InterruptedException {
        return downloader.download(fileId, target, progress);
    }

    /** Ends all connections. What is under way fails. */
    @Override
    public void close() {
        watchdog.close();
        http.shutdownNow();
    }
}
