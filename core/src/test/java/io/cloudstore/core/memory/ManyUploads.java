package io.cloudstore.core.memory;

import io.cloudstore.core.upload.FindUploads;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.StoreUploads;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.upload.UploadState;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables {@code upload} and {@code upload_part}, many rows at once. */
final class ManyUploads implements FindUploads, StoreUploads {
    private final Uploads each;

    ManyUploads(Uploads each) {
        this.each = each;
    }

    @Override
    public List<Upload> find(Collection<UploadId> ids) {
        return ids.stream().map(each::find).flatMap(Optional::stream).toList();
    }

    @Override
    public Map<UploadId, List<RecordedPart>> parts(Collection<UploadId> ids) {
        Map<UploadId, List<RecordedPart>> parts = new HashMap<>();
        ids.forEach(id -> parts.put(id, each.parts(id)));
        parts.values().removeIf(List::isEmpty);
        return parts;
    }

    @Override
    public void insert(Map<Upload, List<RecordedPart>> uploads) {
        uploads.forEach((upload, parts) -> {
            each.insert(upload);
            if (!parts.isEmpty()) {
                each.lock(upload.id());
                each.record(upload.id(), parts);
            }
        });
    }

    @Override
    public List<Upload> lock(Collection<UploadId> ids) {
        return ids.stream().map(each::lock).flatMap(Optional::stream).toList();
    }

    @Override
    public void merged(Collection<Merge> merges, Instant now) {
        merges.forEach(merge -> {
            each.move(merge.upload(), UploadState.OPEN, UploadState.MERGING, now);
            each.merged(merge.upload(), merge.file(), merge.renamed(), now);
        });
    }
}
