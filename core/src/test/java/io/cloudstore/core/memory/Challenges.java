package io.cloudstore.core.memory;

import io.cloudstore.core.instant.KeepChallenge;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.upload.UploadState;
import java.time.Instant;
import java.util.Optional;

/** The columns of table {@code upload} that hold its challenge. */
final class Challenges implements KeepChallenge {
    private final Database database;

    Challenges(Database database) {
        this.database = database;
    }

    @Override
    public boolean put(UploadId upload, Pending challenge, Instant uploadExpiresAt) {
        return database.alone(tables -> {
            boolean open = isOpen(tables, upload);
            if (open) {
                tables.challenges.put(upload, challenge);
                tables.uploads.computeIfPresent(upload, (same, row) -> Uploads.expiring(row, uploadExpiresAt));
            }
            return open;
        });
    }

    @Override
    public Optional<Pending> use(UploadId upload, Instant now) {
        return database.alone(tables -> {
            Optional<Pending> pending = Optional.ofNullable(tables.challenges.get(upload))
                    .filter(challenge -> isOpen(tables, upload))
                    .filter(challenge -> challenge.expiresAt().isAfter(now));
            pending.ifPresent(used -> tables.challenges.remove(upload));
            return pending;
        });
    }

    private static boolean isOpen(Tables tables, UploadId upload) {
        return tables.uploads.containsKey(upload)
                && tables.uploads.get(upload).upload().state() == UploadState.OPEN;
    }
}
