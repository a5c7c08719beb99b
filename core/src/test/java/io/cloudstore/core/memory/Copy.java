package io.cloudstore.core.memory;

import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadState;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** An upload's row about to be written with some columns changed. */
record Copy(
        Upload old,
        UploadState state,
        UUID stagingKey,
        Optional<String> multipartId,
        Instant urlsDeadAt,
        Optional<FileId> file,
        boolean renamed,
        Instant expiresAt) {
    static Copy of(Upload old) {
        return new Copy(
                old,
                old.state(),
                old.stagingKey(),
                old.multipartId(),
                old.urlsDeadAt(),
                old.file(),
                old.renamed(),
                old.expiresAt());
    }

    Copy state(UploadState to) {
        return new Copy(old, to, stagingKey, multipartId, urlsDeadAt, file, renamed, expiresAt);
    }

    Copy stagingKey(UUID to) {
        return new Copy(old, state, to, multipartId, urlsDeadAt, file, renamed, expiresAt);
    }

    Copy multipartId(Optional<String> to) {
        return new Copy(old, state, stagingKey, to, urlsDeadAt, file, renamed, expiresAt);
    }

    Copy urlsDeadAt(Instant to) {
        return new Copy(old, state, stagingKey, multipartId, to, file, renamed, expiresAt);
    }

    Copy expiresAt(Instant to) {
        return new Copy(old, state, stagingKey, multipartId, urlsDeadAt, file, renamed, to);
    }

    Copy file(FileId id, boolean underAnotherName) {
        return new Copy(old, state, stagingKey, multipartId, urlsDeadAt, Optional.of(id), underAnotherName, expiresAt);
    }

    Upload upload() {
        return new Upload(
                old.id(),
                old.account(),
                old.folder(),
                old.name(),
                old.plan(),
                old.contentType(),
                old.modifiedAt(),
                old.conflict(),
                old.domain(),
                state,
                stagingKey,
                multipartId,
                urlsDeadAt,
                file,
                renamed,
                old.createdAt(),
                expiresAt);
    }
}
