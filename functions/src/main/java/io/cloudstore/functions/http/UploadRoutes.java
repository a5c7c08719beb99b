package io.cloudstore.functions.http;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.admission.Admit;
import io.cloudstore.core.drive.Browse;
import io.cloudstore.core.upload.AbortUpload;
import io.cloudstore.core.upload.FindUpload.Listed;
import io.cloudstore.core.upload.OpenUpload;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.ShowUpload;
import io.cloudstore.core.upload.SignParts;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.work.MetadataUnavailable;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.OpenUploadRequest;
import io.cloudstore.protocol.wire.Page;
import io.cloudstore.protocol.wire.SignPartsRequest;
import io.cloudstore.protocol.wire.SignedPart;
import io.cloudstore.protocol.wire.SignedPartsView;
import io.cloudstore.protocol.wire.UploadView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The routes of function {@code sign-upload}: open, sign, show, abort. */
public final class UploadRoutes {
    private final Admit admit;
    private final OpenUpload open;
    private final SignParts sign;
    private final ShowUpload show;
    private final AbortUpload abort;
    private final Browse browse;

    public UploadRoutes(
            Admit admit, OpenUpload open, SignParts sign, ShowUpload show, AbortUpload abort, Browse browse) {
        this.admit = admit;
        this.open = open;
        this.sign = sign;
        this.show = show;
        this.abort = abort;
        this.browse = browse;
    }

    /** The function. */
    public HttpFunction function(String allowedOrigin) {
        Map<String, Route> routes = Map.of(
                "POST /v1/uploads", this::open,
                "GET /v1/uploads", this::list,
                "GET /v1/uploads/{id}", this::show,
                "POST /v1/uploads/{id}/parts", this::sign,
                "DELETE /v1/uploads/{id}", this::abort);
        return new HttpFunction("sign-upload", routes, allowedOrigin);
    }

    /** Wrong parts are refused before: an upload that its owner was never told of would hold quota until it expires. */
    private Answer open(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        var request = call.body(OpenUploadRequest.class);
        PartPlan plan = Fields.plan(request.size());
        List<RecordedPart> parts = PartDigests.optional(plan, request.parts(), SignPartsRequest.MOST_PARTS);
        Upload upload = open.open(new OpenUpload.NewUpload(
                account,
                Fields.folder(account, request.folderId()),
                Fields.name("name", request.name()),
                plan,
                Fields.contentType(request.contentType()),
                Fields.modifiedAt(request.modifiedAt()),
                Fields.conflict(request.conflict())));
        return Answer.created(opened(account, upload, parts));
    }

    /** The upload is open and its bytes are set aside: whatever fails now, the caller must learn its id, and signs again. */
    private UploadView opened(AccountId account, Upload upload, List<RecordedPart> parts) {
        try {
            Optional<Sha256> firstPart =
                    parts.stream().filter(part -> part.n() == 1).findFirst().map(RecordedPart::sha256);
            boolean likelyStored = isLikelyStored(account, upload, firstPart);
            List<SignedPart> urls = parts.isEmpty() ? List.of() : urls(account, upload.id(), parts);
            return Views.of(upload, Optional.empty(), likelyStored, urls, null, null);
        } catch (StoreFailed | MetadataUnavailable failure) {
            return Views.of(upload, Optional.empty(), false, List.of(), null, null);
        }
    }

    private boolean isLikelyStored(AccountId account, Upload upload, Optional<Sha256> firstPart) {
        return firstPart
                .filter(digest -> open.isLikelyStored(account, upload.plan().size(), digest))
                .isPresent();
    }

    private Answer list(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        Optional<UploadId> after = call.cursor().map(UploadRoutes::uploadAt);
        int limit = call.limit();
        List<Listed> uploads = show.list(account, after, limit);
        List<UploadView> views = uploads.stream()
                .map(each -> Views.of(each.upload(), each.firstPart(), false, null, null, null))
                .toList();
        String next = uploads.size() < limit
                ? null
                : Call.writeCursor(uploads.getLast().upload().id().toString());
        return Answer.ok(new Page<>(views, next));
    }

    private static UploadId uploadAt(String position) {
        try {
            return new UploadId(Call.uuid(position));
        } catch (ProblemException notAnId) {
            throw Call.badCursor();
        }
    }

    private Answer show(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        ShowUpload.Shown shown = show.show(account, new UploadId(call.id()));
        return Answer.ok(Views.of(
                shown.upload(),
                shown.firstPart(),
                isLikelyStored(account, shown.upload(), shown.firstPart()),
                null,
                shown.held().stream().map(Views::of).toList(),
                fileOf(account, shown.upload())));
    }

    /** What a merged upload became, unless its file has been thrown away since. */
    private @Nullable FileView fileOf(AccountId account, Upload upload) {
        return upload.file()
                .flatMap(id -> browse.find(account, id))
                .map(Views::of)
                .orElse(null);
    }

    private Answer sign(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        var id = new UploadId(call.id());
        var request = call.body(SignPartsRequest.class);
        List<RecordedPart> parts =
                PartDigests.required(show.find(account, id).plan(), request.parts(), SignPartsRequest.MOST_PARTS);
        return Answer.ok(new SignedPartsView(urls(account, id, parts)));
    }

    private List<SignedPart> urls(AccountId account, UploadId id, List<RecordedPart> parts) {
        return sign.sign(account, id, parts).stream().map(Views::of).toList();
    }

    private Answer abort(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        abort.abort(account, new UploadId(call.id()));
        return Answer.nothing();
    }
}
