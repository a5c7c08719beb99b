package io.cloudstore.gateway.storecheck;

import io.cloudstore.core.upload.SignPut.SignedPut;
import io.cloudstore.core.upload.StagingStore.Completion;
import io.cloudstore.core.upload.StagingStore.StagedObject;
import io.cloudstore.core.upload.StagingStore.StagedPart;
import io.cloudstore.gateway.storecheck.Subject.Multipart;
import io.cloudstore.gateway.storecheck.Subject.Staged;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.Sha256;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the store makes of multipart uploads with composite SHA-256 checksums. */
final class PartChecks {
    static final String LISTED = "parts-listed";
    static final String COMPOSITE = "composite";

    private static final String CHECKSUMS = "Use a version of the store that has SHA-256 checksums of multipart uploads"
            + " (ChecksumAlgorithm SHA256, ChecksumType COMPOSITE).";

    static final List<Check> ALL = List.of(
            Check.must(
                    LISTED,
                    PutChecks.PUT,
                    "ListParts shows the parts of a multipart upload with their sizes and SHA-256. An upload resumes by that.",
                    CHECKSUMS,
                    PartChecks::listed),
            Check.must(
                    "part-digest",
                    LISTED,
                    "A part of other bytes than signed is refused, and is not held. No file mixes two versions of a source.",
                    CHECKSUMS,
                    PartChecks::digest),
            Check.must(
                    "part-headers",
                    LISTED,
                    "A part without its signed digest is refused, and is not held.",
                    "Switch the check of presigned URLs (Signature Version 4) on in the store.",
                    PartChecks::headers),
            Check.must(
                    "part-copy-source",
                    LISTED,
                    "An x-amz-copy-source that a client adds to the URL of a part copies nothing. Else whoever may write could read"
                            + " every object that the signer can (CVE-2026-97731).",
                    PutChecks.SIGNED_ONLY,
                    PartChecks::copySource),
            Check.must(
                    "complete-digest",
                    LISTED,
                    "CompleteMultipartUpload with another digest of a part is refused as InvalidPart, and uses nothing up.",
                    CHECKSUMS,
                    PartChecks::completeDigest),
            Check.must(
                    COMPOSITE,
                    LISTED,
                    "A completed upload has the composite checksum of its parts, in HEAD too, with their number. That is the"
                            + " content id of a large file.",
                    CHECKSUMS,
                    PartChecks::composite),
            Check.must(
                    "upload-completed",
                    COMPOSITE,
                    "A completed upload is gone: ListParts and CompleteMultipartUpload answer NoSuchUpload. Whoever repeats a merge"
                            + " looks for the object then.",
                    "Use a store that answers NoSuchUpload (404) for uploads that ended.",
                    PartChecks::completed),
            Check.must(
                    "upload-aborted",
                    LISTED,
                    "An aborted upload is gone, and takes no more parts.",
                    "Use a store that answers NoSuchUpload (404) for uploads that ended.",
                    PartChecks::aborted));

    private PartChecks() {}

    private static void listed(Subject store) throws Broken, IOException, InterruptedException {
        byte[] content = Subject.content(LISTED);
        Multipart upload = store.begin();
        Subject.requireStatus("a PUT of a part", 200, store.put(sign(store, upload, content), content));
        List<StagedPart> parts = store.parts(upload.key(), upload.id());
        if (parts.size() != 1
                || parts.getFirst().size() != content.length
                || !parts.getFirst().sha256().equals(Sha256.digestOf(content))) {
            throw new Broken("of one part of " + content.length + " bytes ListParts shows, with SHA-256, " + parts);
        }
    }

    private static SignedPut sign(Subject store, Multipart upload, byte[] content) {
        return store.sign(upload.key(), upload.id(), 1, content);
    }

    private static void digest(Subject store) throws Broken, IOException, InterruptedException {
        byte[] content = Subject.content("part-digest");
        byte[] other = content.clone();
        other[other.length - 1] = '!';
        Multipart upload = store.begin();
        Subject.requireRefused("a part of other bytes", store.put(sign(store, upload, content), other));
        requireNone("a part of other bytes", store, upload);
    }

    private static void headers(Subject store) throws Broken, IOException, InterruptedException {
        byte[] content = Subject.content("part-headers");
        Multipart upload = store.begin();
        SignedPut signed = sign(store, upload, content);
        Subject.requireRefused("a part without its digest", store.put(signed.url(), Map.of(), content));
        requireNone("a part without its digest", store, upload);
    }

    /** Refused, or without effect: what counts is that nothing of the source arrives, with a digest or without. */
    private static void copySource(Subject store) throws Broken, Unknowable, IOException, InterruptedException {
        byte[] content = Subject.content("part-copy-source");
        Multipart upload = store.begin();
        SignedPut signed = sign(store, upload, content);
        HttpResponse<String> answer = store.put(signed.url(), PutChecks.withCopySource(store, signed), content);
        String own = Sha256.digestOf(content).base64();
        if (store.held(upload).stream().anyMatch(part -> !own.equals(part.checksumSHA256()))) {
            throw new Broken("a part with x-amz-copy-source was answered with " + answer.statusCode()
                    + ", and something else than its body is held");
        }
    }

    private static void requireNone(String what, Subject store, Multipart upload) throws Broken {
        if (!store.held(upload).isEmpty()) {
            throw new Broken(what + " is held");
        }
    }

    private static void completeDigest(Subject store) throws Broken, IOException, InterruptedException {
        byte[] content = Subject.content("complete-digest");
        Multipart upload = store.begin();
        Subject.requireStatus("a PUT of a part", 200, store.put(sign(store, upload, content), content));
        List<StagedPart> held = store.parts(upload.key(), upload.id());
        List<StagedPart> other = held.stream()
                .map(part -> new StagedPart(part.n(), part.etag(), Sha256.digestOf(new byte[0]), part.size()))
                .toList();
        Completion made = store.staging.complete(upload.key(), upload.id(), other);
        if (made != Completion.PARTS_DIFFER) {
            throw new Broken("it was taken as " + (made == Completion.COMPLETED ? "right" : "an upload that is gone"));
        }
        if (store.parts(upload.key(), upload.id()).size() != held.size()) {
            throw new Broken("the parts are gone after it was refused");
        }
    }

    private static void composite(Subject store) throws Broken, IOException, InterruptedException {
        Multipart upload = store.begin();
        List<byte[]> contents = List.of(
                Subject.content(COMPOSITE + ", first part", Subject.LEAST_PART),
                Subject.content(COMPOSITE + ", last part"));
        List<Sha256> digests = new ArrayList<>();
        long size = 0;
        for (int n = 1; n <= contents.size(); n++) {
            byte[] content = contents.get(n - 1);
            SignedPut signed = store.sign(upload.key(), upload.id(), n, content);
            Subject.requireStatus("a PUT of part " + n, 200, store.put(signed, content));
            digests.add(Sha256.digestOf(content));
            size += content.length;
        }
        Completion made = store.staging.complete(upload.key(), upload.id(), store.parts(upload.key(), upload.id()));
        if (made != Completion.COMPLETED) {
            throw new Broken("CompleteMultipartUpload of all parts was answered as " + made);
        }
        StagedObject object = store.head(upload.key());
        ContentId expected = ContentId.ofParts(digests);
        if (object.size() != size || !object.attested().equals(Optional.of(expected))) {
            throw new Broken("HEAD reports " + PutChecks.described(object) + " of what has the composite " + expected);
        }
        store.merged(new Staged(upload.key(), digests, size, object.etag()), upload.id());
    }

    private static void completed(Subject store) throws Broken, Unknowable {
        Staged object = store.merged();
        String upload = store.mergedUpload();
        List<StagedPart> parts =
                List.of(new StagedPart(1, object.etag(), object.parts().getFirst(), object.size()));
        requireGone(store, new Multipart(object.key(), upload), parts);
    }

    private static void aborted(Subject store) throws Broken, IOException, InterruptedException {
        byte[] content = Subject.content("upload-aborted");
        Multipart upload = store.begin();
        Subject.requireStatus("a PUT of a part", 200, store.put(sign(store, upload, content), content));
        List<StagedPart> held = store.parts(upload.key(), upload.id());
        store.staging.abortMultipart(upload.key(), upload.id());
        Subject.requireStatus("a part for an aborted upload", 404, store.put(sign(store, upload, content), content));
        requireGone(store, upload, held);
    }

    private static void requireGone(Subject store, Multipart upload, List<StagedPart> parts) throws Broken {
        if (store.staging.listParts(upload.key(), upload.id()).isPresent()) {
            throw new Broken("ListParts still knows it");
        }
        Completion again = store.staging.complete(upload.key(), upload.id(), parts);
        if (again != Completion.NO_SUCH_UPLOAD) {
            throw new Broken("CompleteMultipartUpload was answered as " + again + " rather than NoSuchUpload");
        }
    }
}
