package io.cloudstore.core.memory;

import io.cloudstore.core.sweep.CleanStaging;
import io.cloudstore.core.upload.StagingStore;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The staging bucket as merging and cleaning use it. */
final class Staging implements StagingStore, CleanStaging {
    private final Bucket bucket;
    private final Database database;

    Staging(Bucket bucket, Database database) {
        this.bucket = bucket;
        this.database = database;
    }

    @Override
    public String createMultipart(UUID key, String contentType) {
        database.requireClosed("CreateMultipartUpload");
        return bucket.createMultipart(key);
    }

    @Override
    public void abortMultipart(UUID key, String multipartId) {
        database.requireClosed("AbortMultipartUpload");
        bucket.abort(key, multipartId);
    }

    @Override
    public Optional<List<StagedPart>> listParts(UUID key, String multipartId) {
        database.requireClosed("ListParts");
        return bucket.parts(key, multipartId)
                .map(parts -> parts.stream()
                        .map(part -> new StagedPart(
                                part.n(),
                                part.etag(),
                                part.sha256(),
                                part.bytes().length()))
                        .toList());
    }

    @Override
    public Completion complete(UUID key, String multipartId, List<StagedPart> parts) {
        database.requireClosed("CompleteMultipartUpload");
        var etags = new TreeMap<Integer, String>();
        parts.forEach(part -> etags.put(part.n(), part.etag()));
        return switch (bucket.complete(key, multipartId, etags)) {
            case OK -> Completion.COMPLETED;
            case NO_SUCH_UPLOAD -> Completion.NO_SUCH_UPLOAD;
            default -> Completion.PARTS_DIFFER;
        };
    }

    @Override
    public Optional<StagedObject> head(UUID key) {
        database.requireClosed("HeadObject");
        return bucket.head(key).map(Staging::described);
    }

    @Override
    public void clean(UUID stagingKey) {
        database.requireClosed("DeleteObject");
        bucket.delete(stagingKey);
        bucket.multiparts(stagingKey).forEach(id -> bucket.abort(stagingKey, id));
    }

    static StagedObject described(Bucket.Stored stored) {
        return new StagedObject(stored.bytes().length(), stored.attested(), stored.etag());
    }
}
