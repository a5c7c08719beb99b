package io.cloudstore.gateway.storecheck;

import io.cloudstore.core.sweep.CleanStaging;
import io.cloudstore.core.transfer.LongTermStore;
import io.cloudstore.core.upload.StagingStore;
import io.cloudstore.gateway.storecheck.Subject.Multipart;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What the checks made in the store, and removing it. */
final class Made {
    private final StagingStore staging;
    private final LongTermStore longTerm;
    private final CleanStaging clean;
    private final List<UUID> keys = new ArrayList<>();
    private final List<UUID> removed = new ArrayList<>();
    private final List<Multipart> uploads = new ArrayList<>();
    private final List<Multipart> longTermUploads = new ArrayList<>();

    Made(StagingStore staging, LongTermStore longTerm, CleanStaging clean) {
        this.staging = staging;
        this.longTerm = longTerm;
        this.clean = clean;
    }

    /** A new key of the staging bucket, under which anything may be made from now on. */
    UUID newKey() {
        UUID key = UUID.randomUUID();
        keys.add(key);
        return key;
    }

    /** A multipart upload was begun in the staging bucket. */
    void begun(Multipart upload) {
        uploads.add(upload);
    }

    /** A multipart upload was begun in the long-term bucket. */
    void begunInLongTerm(Multipart upload) {
        longTermUploads.add(upload);
    }

    /** Removes all; what can't be removed is kept in mind for another time. */
    void removeAll() {
        for (Multipart upload : List.copyOf(longTermUploads)) {
            longTerm.abortMultipart(upload.key(), upload.id());
            longTermUploads.remove(upload);
        }
        for (UUID key : List.copyOf(keys)) {
            clean.clean(key);
            keys.remove(key);
            removed.add(key);
        }
    }

    /** Whether the store still shows something of what was removed. */
    boolean isSomethingLeft() {
        return removed.stream().anyMatch(key -> staging.head(key).isPresent())
                || uploads.stream()
                        .anyMatch(upload ->
                                staging.listParts(upload.key(), upload.id()).isPresent());
    }

    /** What could not be removed. */
    @Override
    public String toString() {
        return "staging keys " + keys + ", long-term uploads " + longTermUploads;
    }
}
