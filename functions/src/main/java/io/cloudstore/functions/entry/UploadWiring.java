package io.cloudstore.functions.entry;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.cloudstore.core.drive.Browse;
import io.cloudstore.core.drive.CheckNames;
import io.cloudstore.core.drive.PlaceFiles;
import io.cloudstore.core.drive.ShowFiles;
import io.cloudstore.core.instant.HintReuse;
import io.cloudstore.core.upload.CommitWhole;
import io.cloudstore.core.upload.CompleteUpload;
import io.cloudstore.core.upload.CompleteUploads;
import io.cloudstore.core.upload.OpenUpload;
import io.cloudstore.core.upload.ShowUpload;
import io.cloudstore.core.upload.SignParts;
import io.cloudstore.core.upload.UploadRules;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.FewAtATime;
import io.cloudstore.functions.draw.Drawing;
import io.cloudstore.functions.http.MergeRoutes;
import io.cloudstore.functions.http.UploadRoutes;
import io.cloudstore.functions.mysql.MySql;
import io.cloudstore.functions.s3.S3;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

/** What the functions are wired from that bring content in: {@code sign-upload} and {@code merge-chunks}. */
final class UploadWiring {
    /** Uploads of one call that are worked at at a time: what waits for the store does not wait in turn. */
    private static final int AT_ONCE = 8;

    private final Engines engines;
    private final Clock clock;
    private final Shared shared;
    private final Draw draw = Drawing.fromSystem();

    UploadWiring(Engines engines, Clock clock) {
        this.engines = engines;
        this.clock = clock;
        this.shared = new Shared(engines, clock);
    }

    Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> signUpload(Settings settings) {
        MySql db = engines.mySql(settings);
        S3 s3 = engines.s3(settings);
        UploadRules rules = uploadRules(settings);
        return new UploadRoutes(
                        shared.admit(settings),
                        new OpenUpload(
                                db.unitOfWork(),
                                db.lockAccount(),
                                db.chargeQuota(),
                                db.claimKeys(),
                                db.findUploads(),
                                db.storeUpload(),
                                db.storeUploads(),
                                new CheckNames(db.findEntries(), db.findManyEntries()),
                                db.findBlobs(),
                                rules,
                                draw,
                                clock),
                        new SignParts(
                                db.unitOfWork(),
                                db.lockAccount(),
                                db.findUpload(),
                                db.storeUpload(),
                                s3.stagingStore(),
                                Settings.naming("CLOUDSTORE_UPLOAD_SIGNER", s3::signPut),
                                db.armJob(),
                                rules,
                                draw,
                                clock),
                        new HintReuse(db.findOwnParts()),
                        new ShowUpload(
                                db.unitOfWork(),
                                db.lockAccount(),
                                db.findUpload(),
                                db.storeUpload(),
                                s3.stagingStore(),
                                db.armJob(),
                                draw,
                                clock),
                        shared.abortUpload(db, engines.wakeUp(settings)),
                        new Browse(db.findEntries()),
                        new FewAtATime(AT_ONCE))
                .function(Shared.origin(settings));
    }

    Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> mergeChunks(Settings settings) {
        MySql db = engines.mySql(settings);
        S3 s3 = engines.s3(settings);
        Duration inlineLimit = settings.seconds("CLOUDSTORE_MERGE_INLINE_SECONDS");
        var complete = new CompleteUpload(
                db.findUpload(),
                shared.beginMerge(db),
                shared.finishMerge(settings, s3),
                engines.wakeUp(settings),
                inlineLimit);
        var completeMany = new CompleteUploads(
                db.findUploads(),
                s3.stagingStore(),
                new CommitWhole(
                        db.unitOfWork(),
                        db.lockAccount(),
                        db.chargeQuota(),
                        db.findUploads(),
                        db.storeUpload(),
                        db.storeUploads(),
                        db.storeBlobs(),
                        new PlaceFiles(
                                db.findEntries(), db.findManyEntries(), db.storeFiles(), shared.placeFile(db), draw),
                        db.findBlobs(),
                        Shared.healFiles(db),
                        db.armJob(),
                        db.armJobs(),
                        engines.wakeUp(settings),
                        draw,
                        clock),
                complete,
                inlineLimit,
                AT_ONCE,
                clock);
        return new MergeRoutes(
                        shared.admit(settings),
                        complete,
                        new Browse(db.findEntries()),
                        completeMany,
                        new ShowFiles(db.findManyEntries()))
                .function(Shared.origin(settings));
    }

    private static UploadRules uploadRules(Settings settings) {
        return new UploadRules(
                settings.count("CLOUDSTORE_OPEN_UPLOADS"),
                settings.seconds("CLOUDSTORE_UPLOAD_URL_SECONDS"),
                settings.seconds("CLOUDSTORE_UPLOAD_IDLE_SECONDS"),
                settings.seconds("CLOUDSTORE_UPLOAD_MAX_SECONDS"),
                Shared.dedup(settings));
    }
}
