package io.cloudstore.functions.entry;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.cloudstore.core.instant.ReuseParts;
import io.cloudstore.core.instant.ReuseRules;
import io.cloudstore.core.upload.RecordParts;
import io.cloudstore.functions.http.ReuseRoutes;
import io.cloudstore.functions.mysql.MySql;
import io.cloudstore.functions.s3.S3;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

/** What {@code reuse-parts} is wired from: it reads blobs and writes staging, and has nothing to sign URLs with. */
final class ReuseWiring {
    /** Copies that one call has the store make at the same time; the store does the work, so more than we have cores. */
    private static final int COPIES_AT_ONCE = 8;
    /** What begins last still ends before the API gives up: 15 and 10 seconds of its 29. */
    private static final Duration LONGEST_COPY = Duration.ofSeconds(10);

    private final Engines engines;
    private final Clock clock;
    private final Shared shared;

    ReuseWiring(Engines engines, Clock clock) {
        this.engines = engines;
        this.clock = clock;
        this.shared = new Shared(engines, clock);
    }

    Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> reuseParts(Settings settings) {
        MySql db = engines.mySql(settings);
        S3 s3 = engines.s3(settings, LONGEST_COPY);
        var record = new RecordParts(
                db.unitOfWork(),
                db.lockAccount(),
                db.storeUpload(),
                s3.stagingStore(),
                Shared.uploadLife(settings),
                clock);
        return new ReuseRoutes(
                        shared.admit(settings),
                        new ReuseParts(
                                db.findUpload(),
                                db.findOwnParts(),
                                db.findBlob(),
                                s3.stagingStore(),
                                s3.copyBlobParts(),
                                record,
                                new ReuseRules(COPIES_AT_ONCE, settings.seconds("CLOUDSTORE_REUSE_SECONDS")),
                                clock))
                .function(Shared.origin(settings));
    }
}
