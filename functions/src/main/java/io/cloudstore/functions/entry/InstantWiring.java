package io.cloudstore.functions.entry;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.cloudstore.core.drive.Browse;
import io.cloudstore.core.instant.ClaimContent;
import io.cloudstore.core.instant.InstantRules;
import io.cloudstore.core.instant.LimitClaims;
import io.cloudstore.core.instant.ProveContent;
import io.cloudstore.core.instant.TakeContent;
import io.cloudstore.core.work.Draw;
import io.cloudstore.functions.draw.Drawing;
import io.cloudstore.functions.http.InstantRoutes;
import io.cloudstore.functions.http.Sleep;
import io.cloudstore.functions.mysql.MySql;
import java.time.Clock;
import java.util.function.Function;

/** What the function is wired from that makes files without their bytes: {@code instant-upload}. It signs nothing. */
final class InstantWiring {

    private final Engines engines;
    private final Clock clock;
    private final Shared shared;
    private final Draw draw = Drawing.fromSystem();

    InstantWiring(Engines engines, Clock clock) {
        this.engines = engines;
        this.clock = clock;
        this.shared = new Shared(engines, clock);
    }

    Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> instantUpload(Settings settings) {
        MySql db = engines.mySql(settings);
        var rules = new InstantRules(
                settings.count("CLOUDSTORE_INSTANT_CLAIMS_PER_MINUTE"),
                settings.seconds("CLOUDSTORE_CHALLENGE_SECONDS"),
                settings.milliseconds("CLOUDSTORE_PROOF_ANSWER_MILLISECONDS"),
                Shared.uploadLife(settings),
                Shared.dedup(settings));
        var limit = new LimitClaims(db.countAttempts(), rules.claimsPerMinute());
        var take = new TakeContent(
                db.unitOfWork(),
                db.lockAccount(),
                db.chargeQuota(),
                db.storeUpload(),
                db.storeBlob(),
                shared.placeFile(db),
                db.armJob(),
                draw,
                clock);
        return new InstantRoutes(
                        shared.admit(settings),
                        new ClaimContent(
                                db.findUpload(),
                                db.findBlob(),
                                db.storeBlob(),
                                take,
                                db.keepChallenge(),
                                limit,
                                rules,
                                draw,
                                clock),
                        new ProveContent(
                                db.findUpload(),
                                db.findBlob(),
                                engines.s3(settings).readRanges(),
                                take,
                                db.keepChallenge(),
                                limit,
                                new Sleep(clock),
                                rules,
                                clock),
                        limit,
                        new Browse(db.findEntries()),
                        clock)
                .function(Shared.origin(settings));
    }
}
