package io.cloudstore.functions.http;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.admission.Admit;
import io.cloudstore.core.drive.Browse;
import io.cloudstore.core.instant.HintReuse;
import io.cloudstore.core.upload.AbortUpload;
import io.cloudstore.core.upload.FindUpload.Listed;
import io.cloudstore.core.upload.OpenUpload;
import io.cloudstore.core.upload.OpenUpload.NewUpload;
import io.cloudstore.core.upload.OpenUpload.Opening.Opened;
import io.cloudstore.core.upload.ShowUpload;
import io.cloudstore.core.upload.SignParts;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.work.FewAtATime;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.OpenUploadRequest;
import io.cloudstore.protocol.wire.Page;
import io.cloudstore.protocol.wire.SignPartsRequest;
import io.cloudstore.protocol.wire.UploadView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes of function {@code sign-upload}: open, sign, show, abort; open and sign many. */
public final class UploadRoutes {
    private final Admit admit;
    private final OpenUpload open;
    private final Openings openings;
    private final SignedParts signed;
    private final ShowUpload show;
    private final AbortUpload abort;
    private final UploadBatchRoutes batch;

    /** With how many uploads of one call are worked at at a time. */
    public UploadRoutes(
            Admit admit,
            OpenUpload open,
            SignParts sign,
            HintReuse hint,
            ShowUpload show,
            AbortUpload abort,
            Browse browse,
            FewAtATime fewAtATime) {
        this.admit = admit;
        this.open = open;
        this.openings = new Openings(open, sign, show, browse);
        this.signed = new SignedParts(show, sign, hint);
        this.show = show;
        this.abort = abort;
        this.batch = new UploadBatchRoutes(admit, open, openings, signed, fewAtATime);
    }

    /** The function. */
    public HttpFunction function(String allowedOrigin) {
        Map<String, Route> routes = new HashMap<>(batch.routes());
        routes.put("POST /v1/uploads", this::open);
        routes.put("GET /v1/uploads", this::list);
        routes.put("GET /v1/uploads/{id}", this::show);
        routes.put("POST /v1/uploads/{id}/parts", this::sign);
        routes.put("DELETE /v1/uploads/{id}", this::abort);
        return new HttpFunction("sign-upload", routes, allowedOrigin);
    }

    /** Wrong parts are refused before: an upload that its owner was never told of would hold quota until it expires. */
    private Answer open(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        NewUpload wanted = Openings.wanted(account, call.body(OpenUploadRequest.class), call.idempotencyKey());
        Opened opened = open.open(wanted);
        return Answer.created(openings.answer(opened, wanted.parts(), openings.likely(account, List.of(wanted))));
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
                openings.isLikelyStored(shown.upload(), shown.firstPart()),
                null,
                shown.held().stream().map(Views::of).toList(),
                openings.fileOf(shown.upload())));
    }

    private Answer sign(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        var id = new UploadId(call.id());
        return signed.answer(account, id, call.body(SignPartsRequest.class).parts());
    }

    private Answer abort(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        abort.abort(account, new UploadId(call.id()));
        return Answer.nothing();
    }
}
