package io.cloudstore.core.memory;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.memory.Database.Row;
import io.cloudstore.core.memory.Tables.UploadRow;
import io.cloudstore.core.upload.FindUpload;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.StoreUpload;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.upload.UploadState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** The tables {@code upload} and {@code upload_part}. An edge that the design does not draw is a violation. */
final class Uploads implements FindUpload, StoreUpload {
    private static final Map<UploadState, Set<UploadState>> EDGES = Map.of(
            UploadState.OPEN,
            Set.of(UploadState.MERGING, UploadState.INSTANT, UploadState.ABORTED, UploadState.EXPIRED),
            UploadState.MERGING,
            Set.of(UploadState.OPEN, UploadState.MERGED, UploadState.REJECTED));

    private final Database database;

    Uploads(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Upload> find(UploadId id) {
        return database.read(
                tables -> Optional.ofNullable(tables.uploads.get(id)).map(UploadRow::upload));
    }

    @Override
    public Optional<Upload> findByStagingKey(UUID stagingKey) {
        return database.read(tables -> rows(tables)
                .map(UploadRow::upload)
                .filter(upload -> upload.stagingKey().equals(stagingKey))
                .findFirst());
    }

    @Override
    public List<Listed> open(AccountId account, Optional<UploadId> after, int limit) {
        return database.read(tables -> rows(tables)
                .filter(row -> row.upload().account().equals(account) && isLive(row.upload()))
                .sorted(Comparator.comparing(row -> row.upload().id().value()))
                .filter(row -> after.isEmpty()
                        || row.upload().id().value().compareTo(after.get().value()) > 0)
                .limit(limit)
                .map(row -> new Listed(
                        row.upload(), Optional.ofNullable(row.parts().get(1)).map(RecordedPart::sha256)))
                .toList());
    }

    @Override
    public List<RecordedPart> parts(UploadId id) {
        return database.read(tables -> Optional.ofNullable(tables.uploads.get(id))
                .map(row -> List.copyOf(row.parts().values()))
                .orElse(List.of()));
    }

    @Override
    public List<UploadId> expired(Instant now, int limit) {
        return database.read(tables -> rows(tables)
                .map(UploadRow::upload)
                .filter(upload -> upload.state() == UploadState.OPEN
                        && !upload.expiresAt().isAfter(now))
                .sorted(Comparator.comparing(Upload::expiresAt))
                .limit(limit)
                .map(Upload::id)
                .toList());
    }

    @Override
    public List<UploadId> unasked(Instant now, int limit) {
        return database.read(tables -> rows(tables)
                .filter(UploadRow::toAsk)
                .map(UploadRow::upload)
                .filter(upload ->
                        upload.state() == UploadState.OPEN && upload.plan().isSinglePut())
                .filter(upload -> !upload.urlsDeadAt().isAfter(now))
                .sorted(Comparator.comparing(Upload::urlsDeadAt))
                .limit(limit)
                .map(Upload::id)
                .toList());
    }

    void insert(Upload upload) {
        database.within(tables -> {
            database.requireHeld(Row.ACCOUNT, upload.account());
            return tables.uploads.put(upload.id(), new UploadRow(upload, Tables.noParts(), false, Optional.empty()));
        });
    }

    @Override
    public int countOpen(AccountId account) {
        return database.read(tables -> (int) rows(tables)
                .map(UploadRow::upload)
                .filter(upload -> upload.account().equals(account) && isLive(upload))
                .count());
    }

    @Override
    public Optional<Upload> lock(UploadId id) {
        database.lock(Row.UPLOAD, id);
        return database.within(
                tables -> Optional.ofNullable(tables.uploads.get(id)).map(UploadRow::upload));
    }

    @Override
    public void record(UploadId id, List<RecordedPart> parts) {
        change(id, row -> {
            var all = new TreeMap<>(row.parts());
            parts.forEach(part -> all.put(part.n(), part));
            return new UploadRow(row.upload(), all, true, row.endedAt());
        });
    }

    @Override
    public void touch(UploadId id, Instant urlsDeadAt, Instant expiresAt) {
        change(
                id,
                row -> with(
                        row,
                        Copy.of(row.upload())
                                .urlsDeadAt(later(row.upload().urlsDeadAt(), urlsDeadAt))
                                .expiresAt(later(row.upload().expiresAt(), expiresAt))
                                .upload()));
    }

    @Override
    public String multipart(UploadId id, String multipartId) {
        change(
                id,
                row -> with(
                        row,
                        row.upload().multipartId().isPresent()
                                ? row.upload()
                                : Copy.of(row.upload())
                                        .multipartId(Optional.of(multipartId))
                                        .upload()));
        return find(id).flatMap(Upload::multipartId).orElseThrow();
    }

    @Override
    public void rekey(UploadId id, UUID stagingKey, Instant now) {
        change(id, row -> {
            if (row.upload().state() != UploadState.OPEN) {
                throw database.violated(
                        "another key for an upload that is " + row.upload().state());
            }
            Upload rekeyed = Copy.of(row.upload())
                    .stagingKey(stagingKey)
                    .multipartId(Optional.empty())
                    .urlsDeadAt(now)
                    .upload();
            return new UploadRow(rekeyed, Tables.noParts(), false, row.endedAt());
        });
    }

    @Override
    public void asked(UploadId id) {
        database.within(tables -> tables.uploads.computeIfPresent(
                id, (same, row) -> new UploadRow(row.upload(), row.parts(), false, row.endedAt())));
    }

    @Override
    public boolean move(UploadId id, UploadState from, UploadState to, Instant now) {
        return changeState(id, from, to, now, Function.identity());
    }

    @Override
    public boolean instant(UploadId id, FileId file, boolean renamed, Instant now) {
        return changeState(id, UploadState.OPEN, UploadState.INSTANT, now, copy -> copy.file(file, renamed));
    }

    @Override
    public boolean merged(UploadId id, FileId file, boolean renamed, Instant now) {
        return changeState(id, UploadState.MERGING, UploadState.MERGED, now, copy -> copy.file(file, renamed));
    }

    private boolean changeState(UploadId id, UploadState from, UploadState to, Instant now, Function<Copy, Copy> more) {
        if (!EDGES.getOrDefault(from, Set.of()).contains(to)) {
            throw database.violated("an upload never goes from " + from + " to " + to);
        }
        Upload upload = find(id).orElseThrow();
        if (upload.state() != from) {
            return false;
        }
        boolean ends = to != UploadState.OPEN && to != UploadState.MERGING;
        change(
                id,
                row -> new UploadRow(
                        more.apply(Copy.of(row.upload()).state(to)).upload(),
                        ends ? Tables.noParts() : row.parts(),
                        row.toAsk(),
                        ends ? Optional.of(now) : Optional.empty()));
        return true;
    }

    private void change(UploadId id, Function<UploadRow, UploadRow> change) {
        database.within(tables -> {
            UploadRow row = tables.uploads.get(id);
            database.requireHeld(Row.ACCOUNT, row.upload().account());
            database.requireHeld(Row.UPLOAD, id);
            return tables.uploads.put(id, change.apply(row));
        });
    }

    static UploadRow expiring(UploadRow row, Instant expiresAt) {
        return with(
                row,
                Copy.of(row.upload())
                        .expiresAt(later(row.upload().expiresAt(), expiresAt))
                        .upload());
    }

    private static UploadRow with(UploadRow row, Upload upload) {
        return new UploadRow(upload, row.parts(), row.toAsk(), row.endedAt());
    }

    private static boolean isLive(Upload upload) {
        return upload.state() == UploadState.OPEN || upload.state() == UploadState.MERGING;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Stream<UploadRow> rows(Tables tables) {
        return tables.uploads.values().stream();
    }
}
