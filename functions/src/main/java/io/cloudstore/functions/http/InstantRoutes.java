package io.cloudstore.functions.http;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.admission.Admit;
import io.cloudstore.core.drive.Browse;
import io.cloudstore.core.instant.ClaimContent;
import io.cloudstore.core.instant.InstantOutcome;
import io.cloudstore.core.instant.LimitClaims;
import io.cloudstore.core.instant.ProveContent;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.instant.Challenge;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.InstantRequest;
import io.cloudstore.protocol.wire.InstantView;
import io.cloudstore.protocol.wire.ProofRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The routes of function {@code instant-upload}: claim and prove. */
public final class InstantRoutes {
    private final Admit admit;
    private final ClaimContent claim;
    private final ProveContent prove;
    private final LimitClaims limit;
    private final Browse browse;
    private final Clock clock;

    public InstantRoutes(
            Admit admit, ClaimContent claim, ProveContent prove, LimitClaims limit, Browse browse, Clock clock) {
        this.admit = admit;
        this.claim = claim;
        this.prove = prove;
        this.limit = limit;
        this.browse = browse;
        this.clock = clock;
    }

    /** The function. */
    public HttpFunction function(String allowedOrigin) {
        Map<String, Route> routes = Map.of(
                "POST /v1/uploads/{id}/instant", this::claim,
                "POST /v1/uploads/{id}/instant/proof", this::prove);
        return new HttpFunction("instant-upload", routes, allowedOrigin);
    }

    private Answer claim(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        var id = new UploadId(call.id());
        ContentId contentId =
                Fields.contentId("contentId", call.body(InstantRequest.class).contentId());
        return answer(account, claim.claim(account, id, contentId));
    }

    private Answer prove(Call call) {
        Instant arrival = call.arrival().orElseGet(clock::instant);
        AccountId account = admit.admit(call.claims()).account();
        var id = new UploadId(call.id());
        return answer(account, prove.prove(account, id, proofs(account, call), arrival));
    }

    /** What can't be proofs counts as a claim. */
    private List<Sha256> proofs(AccountId account, Call call) {
        try {
            return proofs(
                    Fields.required("proofs", call.body(ProofRequest.class).proofs()));
        } catch (ProblemException malformed) {
            limit.count(account);
            throw malformed;
        }
    }

    private static List<Sha256> proofs(List<String> written) {
        if (written.size() > Challenge.RANGES) {
            throw ProblemException.field("proofs", "must be at most " + Challenge.RANGES);
        }
        List<Sha256> proofs = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            proofs.add(Fields.sha256("proofs[" + i + "]", written.get(i)));
        }
        return proofs;
    }

    private Answer answer(AccountId account, InstantOutcome outcome) {
        return Answer.ok(
                switch (outcome) {
                    case InstantOutcome.Stored(var file, var renamed) ->
                        new InstantView(
                                "STORED",
                                browse.find(account, file).map(Views::of).orElse(null),
                                renamed,
                                null);
                    case InstantOutcome.Prove(var challenge, var expiresAt) ->
                        new InstantView(
                                "PROVE",
                                null,
                                false,
                                new InstantView.ChallengeView(
                                        challenge.nonce().toString(), challenge.ranges(), expiresAt));
                    case InstantOutcome.Send send -> new InstantView("SEND", null, false, null);
                });
    }
}
