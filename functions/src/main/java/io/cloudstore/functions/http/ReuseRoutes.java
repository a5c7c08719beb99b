package io.cloudstore.functions.http;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.admission.Admit;
import io.cloudstore.core.instant.ReuseParts;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.protocol.wire.ReusePartsRequest;
import io.cloudstore.protocol.wire.ReusedPartsView;
import java.util.List;
import java.util.Map;

/** The route of function {@code reuse-parts}. */
public final class ReuseRoutes {
    private final Admit admit;
    private final ReuseParts reuse;

    public ReuseRoutes(Admit admit, ReuseParts reuse) {
        this.admit = admit;
        this.reuse = reuse;
    }

    /** The function. */
    public HttpFunction function(String allowedOrigin) {
        return new HttpFunction("reuse-parts", Map.of("POST /v1/uploads/{id}/parts/reuse", this::reuse), allowedOrigin);
    }

    private Answer reuse(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        var id = new UploadId(call.id());
        var request = call.body(ReusePartsRequest.class);
        List<RecordedPart> parts =
                PartDigests.required(reuse.plan(account, id), request.parts(), ReusePartsRequest.MOST_PARTS);
        return Answer.ok(new ReusedPartsView(reuse.reuse(account, id, parts)));
    }
}
