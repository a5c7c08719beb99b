package io.cloudstore.functions.http;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.instant.HintReuse;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.ShowUpload;
import io.cloudstore.core.upload.SignParts;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.PartDigest;
import io.cloudstore.protocol.wire.SignPartsRequest;
import io.cloudstore.protocol.wire.SignedPartsView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** URLs for parts of an upload, asked for by itself or with others. */
final class SignedParts {
    private final ShowUpload show;
    private final SignParts sign;
    private final HintReuse hint;

    SignedParts(ShowUpload show, SignParts sign, HintReuse hint) {
        this.show = show;
        this.sign = sign;
        this.hint = hint;
    }

    /**
     * The answer.
     *
     * @throws ProblemException not-found, upload-closed, invalid-request
     */
    Answer answer(AccountId account, UploadId id, @Nullable List<PartDigest> parts) {
        PartPlan plan = show.find(account, id).plan();
        List<RecordedPart> wanted = PartDigests.required(plan, parts, SignPartsRequest.MOST_PARTS);
        return Answer.ok(new SignedPartsView(
                sign.sign(account, id, wanted).stream().map(Views::of).toList(),
                plan.isSinglePut() ? List.of() : hint.likely(account, wanted)));
    }
}
