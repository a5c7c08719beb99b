package io.cloudstore.client.fake;

import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.Batch.OpenItem;
import io.cloudstore.protocol.wire.CompleteView;
import io.cloudstore.protocol.wire.HeldPart;
import io.cloudstore.protocol.wire.OpenUploadRequest;
import io.cloudstore.protocol.wire.PartDigest;
import io.cloudstore.protocol.wire.SignedPart;
import io.cloudstore.protocol.wire.UploadView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Uploads, from opening to merging. Guarded by the server's lock. */
final class FakeUploads {
    private final FakeDrive drive;
    private final FakeStore store;
    private final FakeContents contents;
    private final Map<String, FakeUpload> uploads = new LinkedHashMap<>();
    private final List<Integer> batches = new ArrayList<>();
    private final Map<String, String> keys = new HashMap<>();
    int repeated;
    int asksUntilMerged;
    boolean withUrlsAtOpening = true;
    long quotaLeft = Long.MAX_VALUE;

    FakeUploads(FakeDrive drive, FakeStore store, FakeContents contents) {
        this.drive = drive;
        this.store = store;
        this.contents = contents;
    }

    List<Integer> batches() {
        return batches;
    }

    UploadView open(String owner, OpenUploadRequest request) {
        String folderId = drive.folder(request.folderId() == null ? "root" : request.folderId())
                .id();
        if ("fail".equals(Objects.requireNonNullElse(request.conflict(), "fail"))) {
            drive.requireFree(folderId, request.name());
        }
        if (request.size() > quotaLeft) {
            throw new ProblemException(ProblemCode.QUOTA_EXCEEDED, "Only " + quotaLeft + " bytes are left.");
        }
        FakeUpload upload = new FakeUpload(owner, request, folderId);
        upload.asksUntilMerged = asksUntilMerged;
        uploads.put(upload.id, upload);
        boolean withUrls = withUrlsAtOpening && request.parts() != null;
        List<SignedPart> urls = withUrls ? sign(upload.id, request.parts()) : null;
        return view(upload, isLikelyStored(upload), urls, false);
    }

    /** A repeat under the same key opens nothing. */
    UploadView open(String owner, OpenItem item) {
        String key = Objects.requireNonNull(item.idempotencyKey());
        String before = keys.get(key);
        if (before != null) {
            repeated++;
            return view(find(before), false, sign(before, item.upload().parts()), false);
        }
        UploadView opened = open(owner, item.upload());
        keys.put(key, opened.uploadId());
        return opened;
    }

    /** Completes every upload of one part that is in the store, as the store's event does. */
    void finishWhole() {
        uploads.values().stream()
                .filter(upload -> upload.state.equals("OPEN") && upload.plan.isSinglePut() && isHeld(upload, 1))
                .forEach(upload -> complete(upload.id, upload.contentId()));
    }

    /** Every upload that is whole becomes a file, which somebody deletes at once. */
    void finishWholeAndDelete() {
        finishWhole();
        uploads.values().forEach(upload -> upload.file = null);
    }

    List<UploadView> list() {
        return uploads.values().stream()
                .filter(FakeUpload::isUnended)
                .map(u -> view(u, false, null, false))
                .toList();
    }

    UploadView get(String id) {
        FakeUpload upload = find(id);
        return view(upload, isLikelyStored(upload), null, true);
    }

    List<SignedPart> sign(String id, List<PartDigest> parts) {
        FakeUpload upload = find(id).requireOpen();
        batches.add(parts.size());
        return parts.stream()
                .map(part -> {
                    Sha256 digest = Sha256.parse(part.sha256());
                    upload.signed.put(part.n(), digest);
                    return store.sign(id, part.n(), digest, upload.plan.lengthOf(part.n()));
                })
                .toList();
    }

    CompleteView complete(String id, String contentId) {
        FakeUpload upload = find(id);
        if (upload.hasEnded()) {
            return new CompleteView("MERGED", upload.file, false);
        }
        if (!upload.state.equals("MERGING")) {
            upload.requireOpen();
            List<Integer> missing = IntStream.rangeClosed(1, upload.plan.partCount())
                    .filter(n -> !isHeld(upload, n))
                    .boxed()
                    .toList();
            if (!missing.isEmpty()) {
                throw ProblemException.missing(missing);
            }
        }
        if (!upload.contentId().equals(contentId)) {
            throw new ProblemException(ProblemCode.CONTENT_DIFFERS, "The content id differs.");
        }
        upload.state = "MERGING";
        if (upload.asksUntilMerged-- > 0) {
            return new CompleteView("MERGING", null, false);
        }
        become(upload, "MERGED", contentId, List.copyOf(upload.signed.values()));
        return new CompleteView("MERGED", upload.file, isRenamed(upload));
    }

    /** The upload ends with a file. */
    void become(FakeUpload upload, String state, String contentId, List<Sha256> parts) {
        String conflict = Objects.requireNonNullElse(upload.request.conflict(), "fail");
        upload.file =
                drive.add(upload.folderId, upload.request.name(), conflict, upload.plan.size(), contentId, upload.id);
        upload.state = state;
        contents.add(upload.owner, contentId, upload.plan.size(), parts, upload.id);
    }

    boolean isRenamed(FakeUpload upload) {
        return !upload.file.name().equals(upload.request.name());
    }

    void abort(String id) {
        find(id).requireOpen().state = "ABORTED";
    }

    private boolean isHeld(FakeUpload upload, int n) {
        Sha256 stored = store.object(upload.id).digests.get(n);
        return stored != null && stored.equals(upload.signed.get(n));
    }

    FakeUpload find(String id) {
        FakeUpload upload = uploads.get(id);
        if (upload == null) {
            throw ProblemException.notFound();
        }
        return upload;
    }

    private UploadView view(FakeUpload upload, boolean likelyStored, List<SignedPart> urls, boolean withHeld) {
        List<HeldPart> held = withHeld
                ? upload.signed.keySet().stream()
                        .filter(n -> isHeld(upload, n))
                        .map(n -> new HeldPart(n, upload.signed.get(n).toString(), upload.plan.lengthOf(n)))
                        .toList()
                : null;
        return new UploadView(
                upload.id,
                upload.state,
                upload.request.name(),
                upload.folderId,
                upload.plan.size(),
                upload.plan.partSize(),
                upload.plan.partCount(),
                firstPart(upload),
                likelyStored,
                upload.createdAt,
                upload.createdAt.plusSeconds(7 * 86_400),
                urls,
                held,
                upload.file);
    }

    private boolean isLikelyStored(FakeUpload upload) {
        Sha256 firstPart = upload.isUnended() ? upload.signed.get(1) : null;
        return firstPart != null && contents.holdsLike(upload.owner, upload.plan.size(), firstPart);
    }

    private static String firstPart(FakeUpload upload) {
        Sha256 firstPart = upload.isUnended() ? upload.signed.get(1) : null;
        return firstPart == null ? null : firstPart.toString();
    }
}
