package io.cloudstore.embedded.s3.store;

import io.cloudstore.embedded.s3.checksum.ChecksumAlgorithm;
import io.cloudstore.embedded.s3.checksum.ChecksumType;
import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The multipart uploads of one bucket. Whatever is asked of one that isn't open fails with NoSuchUpload. */
public final class Uploads {
    private static final Comparator<Name> ORDER =
            Comparator.comparing(Name::key, KeyOrder.UTF_8).thenComparing(Name::id);

    private final Bucket bucket;
    private final Path markers;
    private final PartFolders folders;
    private final Shared shared;
    private final ConcurrentSkipListMap<Name, Live> open = new ConcurrentSkipListMap<>(ORDER);
    private final List<Path> closedAtStart = new ArrayList<>();

    private record Name(String key, String id) {}

    /** An open upload in memory: parts arrive side by side, but are put in place one by one. */
    private static final class Live {
        private final OpenUpload upload;
        private final PartFiles files;
        private final ReentrantLock lock = new ReentrantLock();
        private boolean closed;

        private Live(OpenUpload upload, PartFiles files) {
            this.upload = upload;
            this.files = files;
        }
    }

    Uploads(Bucket bucket, Path folder, PartFolders folders, Shared shared) throws IOException {
        this.bucket = bucket;
        this.markers = folder.resolve("uploads");
        this.folders = folders;
        this.shared = shared;
        for (Path parts : Disk.list(folder.resolve("parts"))) {
            recover(parts);
        }
    }

    private void recover(Path parts) throws IOException {
        Path marker = markers.resolve(Disk.name(parts));
        if (!Files.exists(marker)) {
            closedAtStart.add(parts);
            return;
        }
        OpenUpload upload = PartFiles.readUpload(parts);
        if (bucket.isBody(upload.key(), upload.id())) {
            Files.delete(marker); // killed between making the object visible and closing the upload
        } else {
            remember(upload);
        }
    }

    /** Begins an upload. */
    public OpenUpload create(
            String key,
            Attributes attributes,
            @Nullable ChecksumAlgorithm algorithm,
            @Nullable ChecksumType type,
            String initiator)
            throws IOException {
        String id = shared.sequencer().next() + UUID.randomUUID().toString().replace("-", "");
        Instant now = shared.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        OpenUpload upload = new OpenUpload(id, key, now, attributes, algorithm, type, initiator);
        Files.createDirectory(folders.of(id));
        new PartFiles(folders.of(id), shared.disk()).writeUpload(upload);
        shared.disk().write(markers.resolve(id), new byte[0]);
        remember(upload);
        return upload;
    }

    public OpenUpload find(String key, String id) {
        return live(key, id).upload;
    }

    /** Open uploads with a prefix, by key and initiation, beginning after the marker; an empty id skips the key. */
    public Stream<OpenUpload> list(String prefix, String keyMarker, String idMarker) {
        Name after = new Name(keyMarker, idMarker.isEmpty() ? "\uffff" : idMarker);
        return open.tailMap(after, false).values().stream()
                .map(live -> live.upload)
                .filter(upload -> upload.key().startsWith(prefix));
    }

    /** Puts a part in place, replacing one of the same number. */
    public void putPart(OpenUpload upload, StoredPart part, Incoming bytes) throws IOException {
        Live live = live(upload.key(), upload.id());
        live.lock.lock();
        try {
            requireOpen(live);
            live.files.put(part, bytes);
        } finally {
            live.lock.unlock();
        }
    }

    /** The parts after a number, in order, at most so many. */
    public List<StoredPart> parts(OpenUpload upload, int after, int limit) throws IOException {
        Live live = live(upload.key(), upload.id());
        live.lock.lock();
        try {
            requireOpen(live);
            return live.files.list(after, limit);
        } finally {
            live.lock.unlock();
        }
    }

    /** Makes the object of the parts; on a failure the upload stays open. */
    public StoredObject complete(OpenUpload upload, Completion completion, WriteCondition condition)
            throws IOException {
        Live live = live(upload.key(), upload.id());
        live.lock.lock();
        try (Incoming manifest = shared.disk().incoming()) {
            requireOpen(live);
            StoredObject object = completion.compose(upload, live.files);
            StoredObject stored = bucket.put(object, manifest, condition, Creation.COMPLETE);
            close(live);
            tidy(live, stored);
            return stored;
        } finally {
            live.lock.unlock();
        }
    }

    /** Ends the upload and frees its parts. */
    public void abort(OpenUpload upload) throws IOException {
        Live live = live(upload.key(), upload.id());
        live.lock.lock();
        try {
            requireOpen(live);
            close(live);
            folders.delete(upload.id());
        } finally {
            live.lock.unlock();
        }
    }

    /** Aborts what was begun before that time, as the lifecycle rule AbortIncompleteMultipartUpload does. */
    public void abortBegunBefore(Instant time) throws IOException {
        for (Live live : open.values()) {
            if (live.upload.initiated().isBefore(time)) {
                try {
                    abort(live.upload);
                } catch (S3Failure closedMeanwhile) {
                    // Completed or aborted by its owner: what was wanted has happened.
                }
            }
        }
    }

    /** Removes the parts of uploads that were closed when the store was opened and that no object took. */
    synchronized void removeOrphans() throws IOException {
        for (Path parts : closedAtStart) {
            if (!Files.exists(parts.resolve(PartFiles.UPLOAD))) {
                Disk.deleteTree(parts); // killed while the upload was being created
            } else {
                OpenUpload upload = PartFiles.readUpload(parts);
                bucket.discardUnlessTaken(upload.key(), upload.id());
            }
        }
        closedAtStart.clear();
    }

    private void tidy(Live live, StoredObject stored) {
        try {
            live.files.keepOnly(stored.parts());
        } catch (IOException e) {
            shared.leftBehind(folders.of(live.upload.id()), e);
        }
    }

    private void close(Live live) {
        live.closed = true;
        open.remove(new Name(live.upload.key(), live.upload.id()));
        try {
            Files.deleteIfExists(markers.resolve(live.upload.id()));
        } catch (IOException e) {
            shared.leftBehind(markers.resolve(live.upload.id()), e);
        }
    }

    private void remember(OpenUpload upload) {
        open.put(
                new Name(upload.key(), upload.id()),
                new Live(upload, new PartFiles(folders.of(upload.id()), shared.disk())));
    }

    private Live live(String key, String id) {
        Live live = open.get(new Name(key, id));
        if (live == null) {
            throw new S3Failure(S3Error.NO_SUCH_UPLOAD).with("UploadId", id);
        }
        return live;
    }

    private static void requireOpen(Live live) {
        if (live.closed) {
            throw new S3Failure(S3Error.NO_SUCH_UPLOAD).with("UploadId", live.upload.id());
        }
    }
}
