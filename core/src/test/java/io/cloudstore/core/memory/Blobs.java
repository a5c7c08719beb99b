package io.cloudstore.core.memory;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.blob.FindBlob;
import io.cloudstore.core.blob.FindBlobs;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.blob.StoreBlob;
import io.cloudstore.core.blob.StoreBlobs;
import io.cloudstore.core.memory.Database.Row;
import io.cloudstore.core.memory.Tables.BlobRow;
import io.cloudstore.core.receipt.FindVerified;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.Sha256;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables {@code blob} and {@code blob_part}. */
final class Blobs implements FindBlob, FindBlobs, StoreBlob, StoreBlobs, FindVerified {
    private final Database database;
    private final Clock clock;

    Blobs(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Optional<Blob> find(BlobId id) {
        return database.read(tables -> Optional.ofNullable(tables.blobs.get(id)).map(BlobRow::blob));
    }

    @Override
    public Optional<Blob> findByStagingKey(UUID stagingKey) {
        return database.read(tables -> tables.blobs.values().stream()
                .map(BlobRow::blob)
                .filter(blob -> blob.stagingKey().equals(stagingKey))
                .findFirst());
    }

    @Override
    public List<Sha256> partDigests(BlobId id) {
        return database.read(tables -> tables.blobs.get(id).digests());
    }

    @Override
    public Optional<Blob> find(Domain domain, long size, ContentId id) {
        return database.read(tables -> takable(tables, domain)
                .filter(blob -> blob.plan().size() == size && blob.contentId().equals(id))
                .findFirst());
    }

    @Override
    public Optional<Blob> own(UUID owner, long size, ContentId id) {
        return database.read(tables -> heldBy(tables, owner)
                .filter(blob -> isAlive(blob)
                        && blob.plan().size() == size
                        && blob.contentId().equals(id))
                .findFirst());
    }

    @Override
    public Optional<Blob> sizedLike(Domain domain, long size) {
        Comparator<Blob> bySize = Comparator.comparing(blob -> blob.plan().size());
        return database.read(tables -> takable(tables, domain)
                .filter(blob -> blob.plan().size() >= size)
                .min(bySize)
                .or(() -> takable(tables, domain).max(bySize)));
    }

    private static Stream<Blob> takable(Tables tables, Domain domain) {
        return tables.blobs.values().stream()
                .map(BlobRow::blob)
                .filter(blob -> isAlive(blob) && blob.domain().equals(domain));
    }

    private static Stream<Blob> heldBy(Tables tables, UUID owner) {
        return tables.files.values().stream()
                .filter(file -> file.account().value().equals(owner))
                .flatMap(file -> file.versions().stream())
                .map(version -> tables.blobs.get(version.blob()).blob());
    }

    @Override
    public boolean isHeldBy(BlobId id, UUID owner) {
        return database.within(tables -> {
            database.requireHeld(Row.BLOB, id);
            return heldBy(tables, owner).anyMatch(blob -> blob.id().equals(id));
        });
    }

    @Override
    public void revive(BlobId id) {
        change(
                id,
                blob -> blob.life() == Life.TOMBSTONED
                        ? with(blob, blob.place(), Life.LIVE, blob.longTermUpload())
                        : blob);
    }

    @Override
    public List<BlobId> quarantinedLike(Blob blob) {
        return database.read(tables -> tables.blobs.values().stream()
                .map(BlobRow::blob)
                .filter(other -> other.life() == Life.QUARANTINED
                        && other.domain().equals(blob.domain())
                        && other.plan().equals(blob.plan())
                        && other.contentId().equals(blob.contentId()))
                .map(Blob::id)
                .toList());
    }

    @Override
    public Set<BlobId> withQuarantined(Collection<BlobId> blobs) {
        return database.read(tables -> blobs.stream()
                .filter(id -> !quarantinedLike(tables.blobs.get(id).blob()).isEmpty())
                .collect(Collectors.toSet()));
    }

    @Override
    public Set<FirstPart> ownersFirstParts(UUID owner, Collection<FirstPart> firstParts) {
        return database.read(tables -> tables.files.values().stream()
                .filter(file ->
                        file.account().value().equals(owner) && !file.standing().purged())
                .flatMap(file -> file.versions().stream())
                .map(version -> tables.blobs.get(version.blob()))
                .filter(row -> isAlive(row.blob()))
                .map(row ->
                        new FirstPart(row.blob().plan().size(), row.digests().getFirst()))
                .filter(firstParts::contains)
                .collect(Collectors.toSet()));
    }

    @Override
    public Blob insertOrLock(Blob blob, List<Sha256> partDigests) {
        return database.within(tables -> {
            Optional<Blob> there = tables.blobs.values().stream()
                    .map(BlobRow::blob)
                    .filter(other -> isAlive(other)
                            && other.domain().equals(blob.domain())
                            && other.plan().equals(blob.plan())
                            && other.contentId().equals(blob.contentId()))
                    .findFirst();
            if (there.isEmpty()) {
                tables.blobs.put(blob.id(), new BlobRow(blob, List.copyOf(partDigests), Optional.empty()));
            }
            Blob holder = there.orElse(blob);
            database.lock(Row.BLOB, holder.id());
            revive(holder.id());
            return tables.blobs.get(holder.id()).blob();
        });
    }

    @Override
    public List<Blob> insertOrLock(List<NewContent> contents) {
        return contents.stream()
                .map(content -> insertOrLock(content.blob(), content.partDigests()))
                .toList();
    }

    @Override
    public Optional<Blob> lock(BlobId id) {
        database.lock(Row.BLOB, id);
        return database.within(
                tables -> Optional.ofNullable(tables.blobs.get(id)).map(BlobRow::blob));
    }

    @Override
    public void copying(BlobId id) {
        change(
                id,
                blob -> blob.place() == Place.STAGED
                        ? with(blob, Place.COPYING, blob.life(), blob.longTermUpload())
                        : blob);
    }

    @Override
    public String longTermUpload(BlobId id, String multipartId) {
        change(
                id,
                blob -> with(
                        blob, blob.place(), blob.life(), blob.longTermUpload().or(() -> Optional.of(multipartId))));
        return find(id).flatMap(Blob::longTermUpload).orElseThrow();
    }

    @Override
    public void forgetLongTermUpload(BlobId id, String multipartId) {
        change(
                id,
                blob -> with(
                        blob,
                        blob.place(),
                        blob.life(),
                        blob.longTermUpload().filter(recorded -> !recorded.equals(multipartId))));
    }

    @Override
    public void stored(BlobId id) {
        change(id, blob -> {
            if (blob.place() != Place.COPYING) {
                throw database.violated("a blob that is " + blob.place() + " can't become stored");
            }
            return with(blob, Place.STORED, blob.life(), blob.longTermUpload());
        });
        database.within(tables -> tables.verified.put(id, clock.instant()));
    }

    @Override
    public void recordVerified(BlobId id) {
        database.within(tables -> {
            database.requireHeld(Row.BLOB, id);
            return tables.verified.putIfAbsent(id, clock.instant());
        });
    }

    @Override
    public Optional<Verified> verified(BlobId blob) {
        return database.read(tables -> Optional.ofNullable(tables.verified.get(blob))
                .map(at -> new Verified(tables.blobs.get(blob).blob().plan(), at)));
    }

    @Override
    public void quarantine(BlobId id) {
        change(id, blob -> isAlive(blob) ? with(blob, blob.place(), Life.QUARANTINED, blob.longTermUpload()) : blob);
    }

    /** What somebody else decides. */
    void life(BlobId id, Life life) {
        database.lock(Row.BLOB, id);
        change(id, blob -> with(blob, blob.place(), life, blob.longTermUpload()));
    }

    private void change(BlobId id, UnaryOperator<Blob> change) {
        database.within(tables -> {
            database.requireHeld(Row.BLOB, id);
            BlobRow row = tables.blobs.get(id);
            return tables.blobs.put(id, new BlobRow(change.apply(row.blob()), row.digests(), row.tombstonedAt()));
        });
    }

    private static boolean isAlive(Blob blob) {
        return blob.life().isTakable();
    }

    static Blob with(Blob blob, Place place, Life life, Optional<String> longTermUpload) {
        return new Blob(
                blob.id(),
                blob.domain(),
                blob.plan(),
                blob.contentId(),
                place,
                life,
                blob.stagingKey(),
                blob.urlsDeadAt(),
                blob.longTermKey(),
                longTermUpload);
    }
}
