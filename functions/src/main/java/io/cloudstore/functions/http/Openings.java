package io.cloudstore.functions.http;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.FindBlobs.FirstPart;
import io.cloudstore.core.drive.Browse;
import io.cloudstore.core.upload.OpenUpload;
import io.cloudstore.core.upload.OpenUpload.NewUpload;
import io.cloudstore.core.upload.OpenUpload.Opening.Opened;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.ShowUpload;
import io.cloudstore.core.upload.SignParts;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.core.work.CreationKey;
import io.cloudstore.core.work.MetadataUnavailable;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.OpenUploadRequest;
import io.cloudstore.protocol.wire.SignPartsRequest;
import io.cloudstore.protocol.wire.SignedPart;
import io.cloudstore.protocol.wire.UploadView;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An upload about to be opened, by itself or with others, and the answer to that. */
final class Openings {
    private final OpenUpload open;
    private final SignParts sign;
    private final ShowUpload show;
    private final Browse browse;

    Openings(OpenUpload open, SignParts sign, ShowUpload show, Browse browse) {
        this.open = open;
        this.sign = sign;
        this.show = show;
        this.browse = browse;
    }

    /**
     * What a request asks for.
     *
     * @param key the caller's name for the call, checked
     * @throws ProblemException invalid-request, invalid-name, not-found, file-too-large
     */
    static NewUpload wanted(AccountId account, OpenUploadRequest request, Optional<String> key) {
        PartPlan plan = Fields.plan(request.size());
        return new NewUpload(
                account,
                Fields.folder(account, request.folderId()),
                Fields.name("name", request.name()),
                plan,
                Fields.contentType(request.contentType()),
                Fields.modifiedAt(request.modifiedAt()),
                Fields.conflict(request.conflict()),
                PartDigests.optional(plan, request.parts(), SignPartsRequest.MOST_PARTS),
                key.map(text -> CreationKey.of(account.value(), "POST /v1/uploads", text, Json.write(request))));
    }

    /**
     * The answer to an upload that is open, or was opened before. Its bytes are set aside: whatever fails now, the caller
     * must learn its id, and signs again.
     */
    UploadView answer(Opened opened, List<RecordedPart> parts, Likely likely) {
        Upload upload = opened.upload();
        if (upload.state() != UploadState.OPEN) {
            return Views.of(upload, Optional.empty(), false, List.of(), null, fileOf(upload));
        }
        try {
            return Views.of(
                    upload,
                    Optional.empty(),
                    likely.isStored(upload.plan().size(), parts),
                    urls(opened, parts),
                    null,
                    null);
        } catch (StoreFailed | MetadataUnavailable failure) {
            return Views.of(upload, Optional.empty(), false, List.of(), null, null);
        } catch (ProblemException movedOn) {
            if (!opened.before()) {
                throw movedOn;
            }
            Upload now = show.find(upload.account(), upload.id());
            return Views.of(now, Optional.empty(), false, List.of(), null, fileOf(now));
        }
    }

    /** Whether the account itself already holds content of this size and first part, if that is known. */
    boolean isLikelyStored(Upload upload, Optional<Sha256> firstPart) {
        return firstPart
                .map(digest -> new FirstPart(upload.plan().size(), digest))
                .filter(asked ->
                        !open.likelyStored(upload.account(), List.of(asked)).isEmpty())
                .isPresent();
    }

    /** What of the uploads that were just opened the account itself already holds, as far as its first parts tell. */
    Likely likely(AccountId account, Collection<NewUpload> uploads) {
        List<FirstPart> asked = uploads.stream()
                .flatMap(upload -> upload.parts().stream()
                        .filter(part -> part.n() == 1)
                        .map(part -> new FirstPart(upload.plan().size(), part.sha256())))
                .toList();
        try {
            return new Likely(asked.isEmpty() ? Set.of() : open.likelyStored(account, asked));
        } catch (MetadataUnavailable unknown) {
            return new Likely(Set.of());
        }
    }

    /** First parts of what is likely stored. */
    record Likely(Set<FirstPart> firstParts) {
        private boolean isStored(long size, List<RecordedPart> parts) {
            return parts.stream()
                    .anyMatch(part -> part.n() == 1 && firstParts.contains(new FirstPart(size, part.sha256())));
        }
    }

    private List<SignedPart> urls(Opened opened, List<RecordedPart> parts) {
        if (parts.isEmpty()) {
            return List.of();
        }
        Upload upload = opened.upload();
        List<SignParts.Signed> signed =
                opened.before() ? sign.sign(upload.account(), upload.id(), parts) : sign.signOpened(upload, parts);
        return signed.stream().map(Views::of).toList();
    }

    /** What a merged upload became, unless its file has been thrown away since. */
    @Nullable
    FileView fileOf(Upload upload) {
        return upload.file()
                .flatMap(id -> browse.find(upload.account(), id))
                .map(Views::of)
                .orElse(null);
    }
}
