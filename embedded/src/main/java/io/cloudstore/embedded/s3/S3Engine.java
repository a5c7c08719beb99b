package io.cloudstore.embedded.s3;

import io.cloudstore.embedded.s3.access.RoleSessions;
import io.cloudstore.embedded.s3.event.Notification;
import io.cloudstore.embedded.s3.event.ObjectEvents;
import io.cloudstore.embedded.s3.event.Outbox;
import io.cloudstore.embedded.s3.http.HttpFrontDoor;
import io.cloudstore.embedded.s3.http.Service;
import io.cloudstore.embedded.s3.sign.Authenticator;
import io.cloudstore.embedded.s3.store.Bucket;
import io.cloudstore.embedded.s3.store.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running S3 on the loopback address. */
public final class S3Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(S3Engine.class);

    private final S3Settings settings;
    private final Store store;
    private final Outbox outbox;
    private final HttpFrontDoor door;
    private final ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("s3-housekeeping").factory());

    private S3Engine(S3Settings settings, Store store, Outbox outbox, HttpFrontDoor door) {
        this.settings = settings;
        this.store = store;
        this.outbox = outbox;
        this.door = door;
    }

    /**
     * Opens the data folder, makes the buckets that are missing, sends the events that the last run left, and listens.
     *
     * @throws IOException when the folder can't be used or the port is taken
     */
    public static S3Engine start(S3Settings settings, ObjectEvents events) throws IOException {
        Files.createDirectories(settings.folder());
        Map<String, List<Notification>> notifications = settings.buckets().stream()
                .collect(Collectors.toMap(BucketSettings::name, BucketSettings::notifications));
        Map<String, List<String>> origins = settings.buckets().stream()
                .collect(Collectors.toMap(BucketSettings::name, BucketSettings::corsOrigins));
        Outbox outbox = new Outbox(settings.folder(), settings.fsync(), settings.region(), notifications, events);
        try {
            Store store = new Store(settings.folder(), settings.fsync(), settings.clock(), outbox);
            for (BucketSettings bucket : settings.buckets()) {
                store.create(bucket.name());
            }
            RoleSessions sessions = new RoleSessions(settings.sessions(), settings.clock());
            Authenticator authenticator =
                    new Authenticator(settings.identities(), sessions, settings.region(), settings.clock());
            Service service = new Service(store, authenticator, sessions, settings.region(), origins, settings.clock());
            outbox.start(store, settings.clock().instant());
            S3Engine engine = new S3Engine(settings, store, outbox, new HttpFrontDoor(settings.port(), service));
            engine.keepHouse();
            return engine;
        } catch (IOException | RuntimeException e) {
            outbox.close();
            throw e;
        }
    }

    /** For example {@code http://127.0.0.1:8781}; buckets are addressed path-style below it. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + door.port());
    }

    private void keepHouse() {
        Future<?> _ = housekeeping.scheduleWithFixedDelay(this::tidyUp, 0, 1, TimeUnit.HOURS); // tidyUp never throws
    }

    private void tidyUp() {
        try {
            abortStaleUploads();
            store.removeOrphans();
        } catch (IOException | RuntimeException e) {
            LOG.warn("S3 housekeeping failed; it tries again in an hour", e);
        }
    }

    /** Aborts the multipart uploads that are older than their bucket's limit. */
    void abortStaleUploads() throws IOException {
        for (BucketSettings bucket : settings.buckets()) {
            Optional<Bucket> found = store.bucket(bucket.name());
            if (found.isPresent()) {
                found.get()
                        .uploads()
                        .abortBegunBefore(settings.clock().instant().minus(bucket.abortMultipartAfter()));
            }
        }
    }

    /** Stops listening and sending. Events that no queue has taken are sent after the next start. */
    @Override
    public void close() {
        door.close();
        housekeeping.shutdownNow();
        try {
            housekeeping.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        outbox.close();
    }
}
