package io.cloudstore.embedded.s3.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.ReentrantLock;

/** One bucket: its objects by key, and its multipart uploads. */
public final class Bucket {
    private final String name;
    private final Path folder;
    private final Shared shared;
    private final PartFolders partFolders;
    private final Uploads uploads;
    private final KeyLocks locks = new KeyLocks();
    private final NavigableSet<String> keys = new ConcurrentSkipListSet<>(KeyOrder.UTF_8);

    Bucket(Path folder, Shared shared) throws IOException {
        this.name = Disk.name(folder);
        this.folder = folder;
        this.shared = shared;
        this.partFolders = new PartFolders(folder.resolve("parts"), shared.disk());
        for (Path file : Disk.list(folder.resolve("objects"))) {
            keys.add(keyOf(file));
        }
        this.uploads = new Uploads(this, folder, partFolders, shared);
    }

    /** Makes the empty folders of a bucket. */
    static void layOut(Path folder) throws IOException {
        for (String part : List.of("objects", "parts", "uploads")) {
            Files.createDirectories(folder.resolve(part));
        }
    }

    public String name() {
        return name;
    }

    public Instant created() throws IOException {
        return Files.getLastModifiedTime(folder.resolve("created")).toInstant();
    }

    public Uploads uploads() {
        return uploads;
    }

    /** Opens the object for reading; the caller closes it. */
    public Optional<OpenObject> open(String key) throws IOException {
        while (true) {
            FileChannel channel;
            try {
                channel = FileChannel.open(file(key), StandardOpenOption.READ);
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
            StoredObject object = footer(channel);
            String uploadId = object.uploadId();
            if (uploadId == null) {
                return Optional.of(new OpenObject(object, channel, folder, () -> {}));
            }
            if (partFolders.hold(uploadId)) {
                return Optional.of(new OpenObject(object, channel, partFolders.of(uploadId), () -> release(uploadId)));
            }
            channel.close(); // replaced or deleted since: look again
        }
    }

    /** What is known of the object, without opening its bytes. */
    public Optional<StoredObject> find(String key) throws IOException {
        try (FileChannel channel = FileChannel.open(file(key), StandardOpenOption.READ)) {
            return Optional.of(ObjectFile.readFooter(channel));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The keys with a prefix, in S3's order, beginning after a key that need not exist. */
    public Iterable<String> keys(String prefix, String after) {
        boolean fromPrefix = KeyOrder.UTF_8.compare(after, prefix) < 0;
        return keys.tailSet(fromPrefix ? prefix : after, fromPrefix);
    }

    /** Makes the object visible if the condition holds, replacing what is under its key; gives it as stored. */
    public StoredObject put(StoredObject object, Incoming bytes, WriteCondition condition, Creation creation)
            throws IOException {
        ReentrantLock lock = locks.of(object.key());
        lock.lock();
        try {
            Optional<StoredObject> before = find(object.key());
            condition.check(before);
            Instant now = shared.clock().instant().truncatedTo(ChronoUnit.SECONDS);
            StoredObject stored = object.stamped(now, shared.sequencer().next());
            ObjectFile.appendFooter(bytes, stored);
            publish(stored, bytes, creation);
            before.ifPresent(this::discardParts);
            return stored;
        } finally {
            lock.unlock();
        }
    }

    private void publish(StoredObject stored, Incoming bytes, Creation creation) throws IOException {
        Announcements.Announcement announcement = shared.announcements().prepare(name, stored, creation);
        try {
            shared.disk().publish(bytes, file(stored.key()));
        } finally {
            if (bytes.isInPlace()) {
                keys.add(stored.key());
                announcement.visible();
            } else {
                announcement.withdrawn();
            }
        }
    }

    /** Deletes the object; nothing happens when there is none. */
    public void delete(String key) throws IOException {
        ReentrantLock lock = locks.of(key);
        lock.lock();
        try {
            Optional<StoredObject> before = find(key);
            Files.deleteIfExists(file(key));
            keys.remove(key);
            before.ifPresent(this::discardParts);
        } finally {
            lock.unlock();
        }
    }

    /** Deletes an upload's folder unless it is the body of its key's object. */
    void discardUnlessTaken(String key, String uploadId) throws IOException {
        ReentrantLock lock = locks.of(key);
        lock.lock();
        try {
            if (!isBody(key, uploadId)) {
                partFolders.delete(uploadId);
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isBody(String key, String uploadId) throws IOException {
        return find(key).filter(object -> uploadId.equals(object.uploadId())).isPresent();
    }

    private void discardParts(StoredObject object) {
        String uploadId = object.uploadId();
        if (uploadId != null) {
            try {
                partFolders.delete(uploadId);
            } catch (IOException e) {
                shared.leftBehind(partFolders.of(uploadId), e);
            }
        }
    }

    private void release(String uploadId) {
        try {
            partFolders.release(uploadId);
        } catch (IOException e) {
            shared.leftBehind(partFolders.of(uploadId), e);
        }
    }

    private Path file(String key) {
        return folder.resolve("objects").resolve(KeyNames.fileName(key));
    }

    private static String keyOf(Path file) throws IOException {
        Optional<String> key = KeyNames.key(Disk.name(file));
        if (key.isPresent()) {
            return key.get();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return ObjectFile.readFooter(channel).key();
        }
    }

    private static StoredObject footer(FileChannel channel) throws IOException {
        try {
            return ObjectFile.readFooter(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
