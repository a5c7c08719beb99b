package io.cloudstore.client.fake;

import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.CompleteView;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.HeldPart;
import io.cloudstore.protocol.wire.OpenUploadRequest;
import io.cloudstore.protocol.wire.PartDigest;
import io.cloudstore.protocol.wire.SignedPart;
import io.cloudstore.protocol.wire.UploadView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/** Uploads, from opening to merging. Guarded by the server's lock. */
final class FakeUploads {
    private static final class Upload {
        final String id = UUID.randomUUID().toString();
        final OpenUploadRequest request;
        final String folderId;
        final PartPlan plan;
        final Instant createdAt = Instant.now();
        final Map<Integer, Sha256> signed = new TreeMap<>();
        String state = "OPEN";
        int asksUntilMerged;
        FileView file;

        Upload(OpenUploadRequest request, String folderId) {
            this.request = request;
            this.folderId = folderId;
            this.plan = PartPlan.of(request.size());
        }
    }

    private final FakeDrive drive;
    private final FakeStore store;
    private final Map<String, Upload> uploads = new LinkedHashMap<>();
    private final List<Integer> batches = new ArrayList<>();
    int asksUntilMerged;
    boolean withUrlsAtOpening = true;
    long quotaLeft = Long.MAX_VALUE;

    FakeUploads(FakeDrive drive, FakeStore store) {
        this.drive = drive;
        this.store = store;
    }

    List<Integer> batches() {
        return batches;
    }

    UploadView open(OpenUploadRequest request) {
        String folderId = drive.folder(request.folderId() == null ? "root" : request.folderId())
                .id();
        if ("fail".equals(Objects.requireNonNullElse(request.conflict(), "fail"))) {
            drive.requireFree(folderId, request.name());
        }
        if (request.size() > quotaLeft) {
            throw new ProblemException(ProblemCode.QUOTA_EXCEEDED, "Only " + quotaLeft + " bytes are left.");
        }
        Upload upload = new Upload(request, folderId);
        upload.asksUntilMerged = asksUntilMerged;
        uploads.put(upload.id, upload);
        boolean withUrls = withUrlsAtOpening && request.parts() != null;
        return view(upload, withUrls ? sign(upload.id, request.parts()) : null, false);
    }

    List<UploadView> list() {
        return uploads.values().stream()
                .filter(u -> u.state.equals("OPEN") || u.state.equals("MERGING"))
                .map(u -> view(u, null, false))
                .toList();
    }

    UploadView get(String id) {
        return view(find(id), null, true);
    }

    List<SignedPart> sign(String id, List<PartDigest> parts) {
        Upload upload = requireOpen(find(id));
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
        Upload upload = find(id);
        if (upload.state.equals("MERGED")) {
            return new CompleteView("MERGED", upload.file, false);
        }
        if (!upload.state.equals("MERGING")) {
            requireOpen(upload);
            List<Integer> missing = IntStream.rangeClosed(1, upload.plan.partCount())
                    .filter(n -> !isHeld(upload, n))
                    .boxed()
                    .toList();
            if (!missing.isEmpty()) {
                throw ProblemException.missing(missing);
            }
        }
        if (!ContentId.ofParts(List.copyOf(upload.signed.values())).toString().equals(contentId)) {
            throw new ProblemException(ProblemCode.CONTENT_DIFFERS, "The content id differs.");
        }
        upload.state = "MERGING";
        if (upload.asksUntilMerged-- > 0) {
            return new CompleteView("MERGING", null, false);
        }
        String conflict = Objects.requireNonNullElse(upload.request.conflict(), "fail");
        upload.file =
                drive.add(upload.folderId, upload.request.name(), conflict, upload.plan.size(), contentId, upload.id);
        upload.state = "MERGED";
        return new CompleteView("MERGED", upload.file, !upload.file.name().equals(upload.request.name()));
    }

    void abort(String id) {
        requireOpen(find(id)).state = "ABORTED";
    }

    private boolean isHeld(Upload upload, int n) {
        Sha256 stored = store.object(upload.id).digests.get(n);
        return stored != null && stored.equals(upload.signed.get(n));
    }

    private Upload find(String id) {
        Upload upload = uploads.get(id);
        if (upload == null) {
            throw ProblemException.notFound();
        }
        return upload;
    }

    private static Upload requireOpen(Upload upload) {
        if (!upload.state.equals("OPEN")) {
            throw new ProblemException(ProblemCode.UPLOAD_CLOSED, "The upload is " + upload.state + ".");
        }
        return upload;
    }

    private UploadView view(Upload upload, List<SignedPart> urls, boolean withHeld) {
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
                false,
                upload.createdAt,
                upload.createdAt.plusSeconds(7 * 86_400),
                urls,
                held,
                upload.file);
    }
}
