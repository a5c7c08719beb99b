package io.cloudstore.embedded.s3.event;

import io.cloudstore.embedded.s3.store.Announcements;
import io.cloudstore.embedded.s3.store.Bucket;
import io.cloudstore.embedded.s3.store.Creation;
import io.cloudstore.embedded.s3.store.Store;
import io.cloudstore.embedded.s3.store.StoredObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Events that have to reach a queue, kept on disk until they have. */
public final class Outbox implements Announcements, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final Path folder;
    private final Path announced;
    private final boolean fsync;
    private final Map<String, List<Notification>> notifications;
    private final EventJson json;
    private final ObjectEvents sink;
    private final Map<String, QueueSender> senders = new ConcurrentHashMap<>();

    /** Opens the outbox; nothing is sent before {@link #start}. */
    public Outbox(
            Path dataFolder,
            boolean fsync,
            String region,
            Map<String, List<Notification>> notificationsByBucket,
            ObjectEvents sink)
            throws IOException {
        this.folder = Files.createDirectories(dataFolder.resolve("outbox"));
        this.announced = Files.createDirectories(dataFolder.resolve("notifications"));
        this.fsync = fsync;
        this.notifications = Map.copyOf(notificationsByBucket);
        this.json = new EventJson(region);
        this.sink = sink;
    }

    /** Sends what the last run left, then the test event of each notification that is new to this data folder. */
    public void start(Store store, Instant now) throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(folder)) {
            left = files.sorted().toList();
        }
        for (Path file : left) {
            carryOn(file, store);
        }
        for (Map.Entry<String, List<Notification>> bucket : notifications.entrySet()) {
            for (Notification notification : bucket.getValue()) {
                introduce(bucket.getKey(), notification, now);
            }
        }
    }

    private void carryOn(Path path, Store store) throws IOException {
        OutboxFile file;
        try {
            file = OutboxFile.read(path);
        } catch (JacksonException e) {
            // Killed while the intent was being written: its object can't have become visible.
            Files.delete(path);
            return;
        }
        if (path.equals(file.event())) {
            send(file);
        } else if (isVisible(file.content(), store)) {
            file.becomeEvent();
            send(file);
        } else {
            file.delete();
        }
    }

    private static boolean isVisible(OutboxFile.Content content, Store store) throws IOException {
        Optional<Bucket> bucket = store.bucket(content.bucket());
        return bucket.isPresent()
                && bucket.get()
                        .find(content.key())
                        .filter(object -> object.sequencer().equals(content.sequencer()))
                        .isPresent();
    }

    private void introduce(String bucket, Notification notification, Instant now) throws IOException {
        Path marker = announced.resolve(configuration(bucket, notification));
        if (Files.exists(marker)) {
            return;
        }
        OutboxFile.Content content =
                new OutboxFile.Content(notification.queueName(), bucket, "", "", json.test(bucket, now));
        OutboxFile file = OutboxFile.named(folder, "0-" + UUID.randomUUID(), content);
        file.writeIntent(fsync);
        file.becomeEvent();
        Files.createFile(marker);
        send(file);
    }

    @Override
    public Announcement prepare(String bucket, StoredObject object, Creation creation) throws IOException {
        List<OutboxFile> files = new ArrayList<>();
        for (Notification notification : notifications.getOrDefault(bucket, List.of())) {
            if (object.key().startsWith(notification.keyPrefix())) {
                String configuration = configuration(bucket, notification);
                OutboxFile.Content content = new OutboxFile.Content(
                        notification.queueName(),
                        bucket,
                        object.key(),
                        object.sequencer(),
                        json.created(bucket, object, creation, configuration));
                OutboxFile file = OutboxFile.named(folder, object.sequencer() + "-" + configuration, content);
                file.writeIntent(fsync);
                files.add(file);
            }
        }
        return new Noted(files);
    }

    private final class Noted implements Announcement {
        private final List<OutboxFile> files;

        private Noted(List<OutboxFile> files) {
            this.files = files;
        }

        @Override
        public void visible() {
            for (OutboxFile file : files) {
                try {
                    file.becomeEvent();
                } catch (IOException e) {
                    LOG.warn("An S3 event stays an intent; a kill right now could lose it", e);
                }
                send(file);
            }
        }

        @Override
        public void withdrawn() {
            for (OutboxFile file : files) {
                try {
                    file.delete();
                } catch (IOException e) {
                    LOG.warn("The intent of an S3 event that won't happen stays until the next start", e);
                }
            }
        }
    }

    private void send(OutboxFile file) {
        senders.computeIfAbsent(file.content().queue(), queue -> new QueueSender(queue, sink))
                .add(file);
    }

    /** A name for a notification that stays the same as long as it does. */
    private static String configuration(String bucket, Notification notification) {
        String text = String.join("\n", bucket, notification.queueName(), notification.keyPrefix());
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Stops sending; what wasn't sent stays on disk. */
    @Override
    public void close() {
        senders.values().forEach(QueueSender::close);
    }
}
