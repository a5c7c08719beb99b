package io.cloudstore.core.memory;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.memory.Tables.BlobRow;
import io.cloudstore.core.memory.Tables.JobRow;
import io.cloudstore.core.memory.Tables.JobState;
import io.cloudstore.core.memory.Tables.UploadRow;
import io.cloudstore.core.sweep.KnowKeys;
import io.cloudstore.core.sweep.ReclaimBlob;
import io.cloudstore.core.sweep.SampleBlobs;
import io.cloudstore.core.sweep.WalkBlobs;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.protocol.content.Sha256;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the sweep reads while it walks over rows, and asks of them while it walks over buckets. */
final class Walks implements WalkBlobs, SampleBlobs, KnowKeys {
    private static final Comparator<UUID> ORDER = Comparator.comparing(UUID::toString);

    private final Database database;

    Walks(Database database) {
        this.database = database;
    }

    @Override
    public List<Blob> next(BlobId after, int limit) {
        return database.read(tables -> blobs(tables)
                .filter(blob -> isAfter(blob.id(), after))
                .sorted(Comparator.comparing(blob -> blob.id().value(), ORDER))
                .limit(limit)
                .toList());
    }

    @Override
    public List<BlobId> forgotten(BlobId after, BlobId last) {
        return database.read(tables -> blobs(tables)
                .map(Blob::id)
                .filter(id -> isAfter(id, after) && !isAfter(id, last))
                .filter(id -> !isAhead(tables, ReclaimBlob.jobOf(id)))
                .filter(id -> tables.files.values().stream()
                        .flatMap(file -> file.versions().stream())
                        .noneMatch(version -> version.blob().equals(id)))
                .toList());
    }

    @Override
    public List<BlobId> unverified(BlobId after, BlobId last) {
        return database.read(tables -> blobs(tables)
                .filter(blob -> blob.place() == Place.STORED && blob.life().isTakable())
                .map(Blob::id)
                .filter(id -> isAfter(id, after) && !isAfter(id, last) && !tables.verified.containsKey(id))
                .toList());
    }

    @Override
    public List<Blob> stored(UUID point, int limit) {
        return database.read(tables -> blobs(tables)
                .filter(blob -> blob.place() == Place.STORED && blob.life().isTakable())
                .filter(blob -> ORDER.compare(blob.longTermKey(), point) >= 0)
                .sorted(Comparator.comparing(Blob::longTermKey, ORDER))
                .limit(limit)
                .toList());
    }

    @Override
    public Optional<Sha256> digestOf(BlobId id, int n) {
        return database.read(tables -> Optional.ofNullable(tables.blobs.get(id))
                .map(row -> row.digests().get(n - 1)));
    }

    @Override
    public Set<UUID> staging(Collection<UUID> keys) {
        return database.read(tables -> {
            Stream<UUID> ofUploads = tables.uploads.values().stream()
                    .map(UploadRow::upload)
                    .filter(upload -> upload.state() == UploadState.OPEN || upload.state() == UploadState.MERGING)
                    .map(Upload::stagingKey);
            Stream<UUID> ofBlobs =
                    blobs(tables).filter(blob -> blob.place() != Place.STORED).map(Blob::stagingKey);
            Stream<UUID> cleaned = keys.stream().filter(key -> isAhead(tables, new JobId(JobKind.CLEAN, key)));
            return Stream.of(ofUploads, ofBlobs, cleaned)
                    .flatMap(some -> some)
                    .filter(keys::contains)
                    .collect(Collectors.toSet());
        });
    }

    @Override
    public Set<UUID> longTerm(Collection<UUID> keys) {
        return database.read(tables ->
                blobs(tables).map(Blob::longTermKey).filter(keys::contains).collect(Collectors.toSet()));
    }

    private static Stream<Blob> blobs(Tables tables) {
        return tables.blobs.values().stream().map(BlobRow::blob);
    }

    private static boolean isAfter(BlobId id, BlobId other) {
        return ORDER.compare(id.value(), other.value()) > 0;
    }

    private static boolean isAhead(Tables tables, JobId job) {
        JobRow row = tables.jobs.get(job);
        return row != null && row.state() != JobState.DONE;
    }
}
