package io.cloudstore.functions.http;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.admission.Admit;
import io.cloudstore.core.upload.OpenUpload;
import io.cloudstore.core.upload.OpenUpload.NewUpload;
import io.cloudstore.core.upload.OpenUpload.Opening.Opened;
import io.cloudstore.core.upload.OpenUpload.Opening.Refused;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.work.FewAtATime;
import io.cloudstore.protocol.wire.Batch;
import io.cloudstore.protocol.wire.Batch.OpenItem;
import io.cloudstore.protocol.wire.Batch.SignItem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The batch routes of function {@code sign-upload}: many uploads are opened, or signed for, in one call. */
final class UploadBatchRoutes {
    private final Admit admit;
    private final OpenUpload open;
    private final Openings openings;
    private final SignedParts signed;
    private final FewAtATime fewAtATime;

    UploadBatchRoutes(Admit admit, OpenUpload open, Openings openings, SignedParts signed, FewAtATime fewAtATime) {
        this.admit = admit;
        this.open = open;
        this.openings = openings;
        this.signed = signed;
        this.fewAtATime = fewAtATime;
    }

    Map<String, Route> routes() {
        return Map.of("POST /v1/uploads/batch", this::open, "POST /v1/uploads/batch/parts", this::sign);
    }

    /** A key of the whole call would be kept by nobody, and its repeat would open everything twice. */
    private Answer open(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        call.refuseIdempotencyKey("Send the call without the header; each item has its own field idempotencyKey.");
        List<OpenItem> items = Batches.items(call.body(Batch.Open.class).uploads());
        Batches.requireFewParts(
                items.stream().map(OpenItem::upload).map(upload -> upload == null ? null : upload.parts()));
        return new Batches("sign-upload", call.requestId())
                .answer(
                        items,
                        item -> wanted(account, item),
                        wanted -> open(account, wanted),
                        (wanted, opening) -> answer(wanted, opening),
                        fewAtATime);
    }

    private static NewUpload wanted(AccountId account, OpenItem item) {
        Optional<String> key =
                Optional.ofNullable(item.idempotencyKey()).map(text -> Fields.idempotencyKey("idempotencyKey", text));
        return Openings.wanted(account, Fields.required("upload", item.upload()), key);
    }

    /** What came of one, with what is known of all. */
    private record Opening(OpenUpload.Opening outcome, Openings.Likely likely) {}

    private List<Opening> open(AccountId account, List<NewUpload> wanted) {
        List<OpenUpload.Opening> opened = open.open(account, wanted);
        Openings.Likely likely = openings.likely(account, wanted);
        return opened.stream().map(each -> new Opening(each, likely)).toList();
    }

    private Answer answer(NewUpload wanted, Opening opening) {
        return switch (opening.outcome()) {
            case Refused(var why) -> throw why;
            case Opened opened -> Answer.created(openings.answer(opened, wanted.parts(), opening.likely()));
        };
    }

    private Answer sign(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        List<SignItem> items = Batches.items(call.body(Batch.Sign.class).uploads());
        Batches.requireFewParts(items.stream().map(SignItem::parts));
        return new Batches("sign-upload", call.requestId())
                .answer(
                        items,
                        item -> new UploadId(Call.uuid(Fields.required("uploadId", item.uploadId()))),
                        ids -> items,
                        (id, item) -> signed.answer(account, id, item.parts()),
                        fewAtATime);
    }
}
