package io.cloudstore.core.memory;

import io.cloudstore.core.sweep.CleanLongTerm;
import io.cloudstore.core.sweep.DigestRange;
import io.cloudstore.core.transfer.LongTermStore;
import io.cloudstore.core.upload.StagingStore.StagedObject;
import io.cloudstore.protocol.content.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The long-term bucket as transfer uses it. */
final class LongTerm implements LongTermStore, CleanLongTerm, DigestRange {
    private final Bucket staging;
    private final Bucket bucket;
    private final Database database;

    LongTerm(Bucket staging, Bucket bucket, Database database) {
        this.staging = staging;
        this.bucket = bucket;
        this.database = database;
    }

    @Override
    public boolean copyWhole(UUID stagingKey, String sourceEtag, UUID longTermKey) {
        database.requireClosed("CopyObject");
        return bucket.copyFrom(staging, stagingKey, sourceEtag, longTermKey);
    }

    @Override
    public String createMultipart(UUID longTermKey) {
        database.requireClosed("CreateMultipartUpload");
        return bucket.createMultipart(longTermKey);
    }

    @Override
    public void abortMultipart(UUID longTermKey, String multipartId) {
        database.requireClosed("AbortMultipartUpload");
        bucket.abort(longTermKey, multipartId);
    }

    @Override
    public Optional<List<CopiedPart>> listParts(UUID longTermKey, String multipartId) {
        database.requireClosed("ListParts");
        return bucket.parts(longTermKey, multipartId)
                .map(parts -> parts.stream().map(LongTerm::copied).toList());
    }

    @Override
    public Optional<CopiedPart> copyPart(
            UUID stagingKey, String sourceEtag, UUID longTermKey, String multipartId, int n, long offset, long length) {
        return bucket.copyPartFrom(staging, stagingKey, sourceEtag, longTermKey, multipartId, n, offset, length)
                .map(LongTerm::copied);
    }

    @Override
    public boolean complete(UUID longTermKey, String multipartId, List<CopiedPart> parts) {
        database.requireClosed("CompleteMultipartUpload");
        var etags = new TreeMap<Integer, String>();
        parts.forEach(part -> etags.put(part.n(), part.etag()));
        return bucket.complete(longTermKey, multipartId, etags) == Bucket.Answer.OK;
    }

    @Override
    public Optional<StagedObject> head(UUID longTermKey) {
        database.requireClosed("HeadObject");
        return bucket.head(longTermKey).map(Staging::described);
    }

    @Override
    public Optional<Sha256> digest(UUID longTermKey, long offset, long length) {
        database.requireClosed("GetObject");
        return bucket.head(longTermKey)
                .filter(stored -> stored.bytes().length() >= offset + length)
                .map(stored -> stored.bytes().slice(offset, length).sha256());
    }

    @Override
    public void clean(UUID longTermKey) {
        database.requireClosed("DeleteObject");
        bucket.delete(longTermKey);
        bucket.multiparts(longTermKey).forEach(id -> bucket.abort(longTermKey, id));
    }

    private static CopiedPart copied(Bucket.Part part) {
        return new CopiedPart(part.n(), part.etag(), part.sha256(), part.bytes().length());
    }
}
