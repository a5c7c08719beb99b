package io.cloudstore.gateway.storecheck;

import io.cloudstore.core.transfer.LongTermStore.CopiedPart;
import io.cloudstore.core.upload.StagingKey;
import io.cloudstore.core.upload.StagingStore.Completion;
import io.cloudstore.core.upload.StagingStore.StagedObject;
import io.cloudstore.core.upload.StagingStore.StagedPart;
import io.cloudstore.gateway.storecheck.Subject.Multipart;
import io.cloudstore.gateway.storecheck.Subject.Staged;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * How the store copies: what a transfer to long-term storage, and the reuse of parts, stand on. Part copies go over to the
 * long-term bucket, where nothing is completed; whole copies stay in the staging bucket, where they can be removed.
 */
final class CopyChecks {
    private static final String PART_COPY = "part-copy";
    private static final String COPY = "copy-object";
    /** No object's ETag. */
    private static final String ANOTHER = "\"0123456789abcdef0123456789abcdef\"";

    private static final int PRECONDITION_FAILED = 412;

    private static final String REPORT =
            "Use a version of the store that computes SHA-256 when it copies. Without it nothing can be"
                    + " moved to long-term storage inside the store.";
    private static final String CONDITION = "Use a version of the store that knows x-amz-copy-source-if-match.";

    static final List<Check> ALL = List.of(
            Check.must(
                    PART_COPY,
                    PartChecks.COMPOSITE,
                    "UploadPartCopy of a range, from the staging to the long-term bucket, reports the SHA-256 of what it copied, and"
                            + " ListParts shows it. The transfer compares it with what the client's part was.",
                    REPORT + " See that the worker's keys may read staging/ and write blob/.",
                    CopyChecks::partCopy),
            Check.must(
                    "part-copy-if-match",
                    PART_COPY,
                    "UploadPartCopy of an object with another ETag is refused (412). No copy mixes two objects.",
                    CONDITION,
                    CopyChecks::partCopyIfMatch),
            Check.must(
                    "part-copy-composite",
                    PART_COPY,
                    "An object made of copied parts has the composite checksum of the original.",
                    REPORT,
                    CopyChecks::partCopyComposite),
            Check.must(
                    COPY,
                    PutChecks.PUT,
                    "CopyObject with ChecksumAlgorithm SHA256 keeps the SHA-256 of an object of one PUT.",
                    REPORT,
                    CopyChecks::copyObject),
            Check.must(
                    "copy-object-if-match",
                    COPY,
                    "CopyObject of an object with another ETag is refused (412), and stores nothing.",
                    CONDITION,
                    CopyChecks::copyObjectIfMatch));

    private CopyChecks() {}

    private static void partCopy(Subject store) throws Broken, Unknowable {
        Staged source = store.merged();
        Multipart upload = store.beginInLongTerm();
        List<CopiedPart> copied = new ArrayList<>();
        for (int n = 1; n <= source.parts().size(); n++) {
            CopiedPart part = copy(store, source, source.etag(), upload, n)
                    .orElseThrow(() -> new Broken("UploadPartCopy finds no source, or no upload"));
            if (!part.sha256().equals(source.parts().get(n - 1))) {
                throw new Broken("of part " + n + " it reports the SHA-256 " + part.sha256() + " rather than "
                        + source.parts().get(n - 1));
            }
            copied.add(part);
        }
        List<Sha256> listed = store.longTerm.listParts(upload.key(), upload.id()).orElse(List.of()).stream()
                .map(CopiedPart::sha256)
                .toList();
        if (!listed.equals(source.parts())) {
            throw new Broken("ListParts shows " + listed + " of what was copied");
        }
    }

    private static Optional<CopiedPart> copy(Subject store, Staged source, String etag, Multipart upload, int n) {
        long offset = n == 1 ? 0 : Subject.LEAST_PART;
        long length = n == 1 ? Subject.LEAST_PART : source.size() - Subject.LEAST_PART;
        return store.longTerm.copyPart(source.key(), etag, upload.key(), upload.id(), n, offset, length);
    }

    private static void partCopyIfMatch(Subject store) throws Broken, Unknowable {
        Multipart upload = store.beginInLongTerm();
        if (copy(store, store.merged(), ANOTHER, upload, 1).isPresent()) {
            throw new Broken("it was copied all the same");
        }
    }

    private static void partCopyComposite(Subject store) throws Broken, Unknowable {
        Staged source = store.merged();
        Multipart upload = store.begin();
        List<StagedPart> parts = new ArrayList<>();
        for (int n = 1; n <= source.parts().size(); n++) {
            int number = n;
            long from = n == 1 ? 0 : Subject.LEAST_PART;
            long to = n == 1 ? Subject.LEAST_PART : source.size();
            CopyPartResult copied = store.client()
                    .uploadPartCopy(c -> c.sourceBucket(store.stagingBucket())
                            .sourceKey(source.path())
                            .copySourceRange("bytes=" + from + "-" + (to - 1))
                            .destinationBucket(store.stagingBucket())
                            .destinationKey(StagingKey.write(upload.key()))
                            .uploadId(upload.id())
                            .partNumber(number))
                    .copyPartResult();
            parts.add(new StagedPart(n, copied.eTag(), source.parts().get(n - 1), to - from));
        }
        Completion made = store.staging.complete(upload.key(), upload.id(), parts);
        if (made != Completion.COMPLETED) {
            throw new Broken("CompleteMultipartUpload of copied parts was answered as " + made);
        }
        requireAttested(store.head(upload.key()), ContentId.ofParts(source.parts()));
    }

    private static void requireAttested(StagedObject object, ContentId expected) throws Broken {
        if (!object.attested().equals(Optional.of(expected))) {
            throw new Broken("HEAD of the copy reports " + PutChecks.described(object) + " rather than " + expected);
        }
    }

    private static void copyObject(Subject store) throws Broken, Unknowable {
        Staged source = store.staged();
        UUID key = store.newKey();
        copy(store, source, source.etag(), key);
        requireAttested(store.head(key), ContentId.ofParts(source.parts()));
    }

    private static void copyObjectIfMatch(Subject store) throws Broken, Unknowable {
        UUID key = store.newKey();
        try {
            copy(store, store.staged(), ANOTHER, key);
        } catch (S3Exception refused) {
            if (refused.statusCode() == PRECONDITION_FAILED) {
                store.requireNothing("a copy that was refused", key);
                return;
            }
            throw refused;
        }
        throw new Broken("it was copied all the same");
    }

    private static void copy(Subject store, Staged source, String etag, UUID key) {
        store.client()
                .copyObject(c -> c.sourceBucket(store.stagingBucket())
                        .sourceKey(source.path())
                        .copySourceIfMatch(etag)
                        .destinationBucket(store.stagingBucket())
                        .destinationKey(StagingKey.write(key))
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256));
    }
}
