package io.cloudstore.functions.entry;

import io.cloudstore.core.admission.Admit;
import io.cloudstore.core.blob.DedupPolicy;
import io.cloudstore.core.drive.DropVersions;
import io.cloudstore.core.drive.HealFiles;
import io.cloudstore.core.drive.PlaceFile;
import io.cloudstore.core.upload.AbortUpload;
import io.cloudstore.core.upload.BeginMerge;
import io.cloudstore.core.upload.FinishMerge;
import io.cloudstore.core.upload.UploadLife;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.WakeUp;
import io.cloudstore.functions.alarm.Alarms;
import io.cloudstore.functions.draw.Drawing;
import io.cloudstore.functions.mysql.MySql;
import io.cloudstore.functions.s3.S3;
import java.time.Clock;

/** Use cases and rules that more than one function is wired from. */
final class Shared {

    private final Engines engines;
    private final Clock clock;
    private final Draw draw = Drawing.fromSystem();

    Shared(Engines engines, Clock clock) {
        this.engines = engines;
        this.clock = clock;
    }

    FinishMerge finishMerge(Settings settings, S3 s3) {
        MySql db = engines.mySql(settings);
        return new FinishMerge(
                db.unitOfWork(),
                db.lockAccount(),
                db.chargeQuota(),
                db.findUpload(),
                db.storeUpload(),
                s3.stagingStore(),
                db.storeBlob(),
                placeFile(db),
                healFiles(db),
                db.armJob(),
                db.leaseJob(),
                Alarms.logging(clock),
                settings.seconds("CLOUDSTORE_LEASE_SECONDS"),
                draw,
                clock);
    }

    BeginMerge beginMerge(MySql db) {
        return new BeginMerge(db.unitOfWork(), db.lockAccount(), db.findUpload(), db.storeUpload(), db.armJob(), clock);
    }

    AbortUpload abortUpload(MySql db, WakeUp wakeUp) {
        return new AbortUpload(
                db.unitOfWork(),
                db.lockAccount(),
                db.chargeQuota(),
                db.findUpload(),
                db.storeUpload(),
                db.armJob(),
                wakeUp,
                draw,
                clock);
    }

    PlaceFile placeFile(MySql db) {
        return new PlaceFile(db.findEntries(), db.storeEntries(), draw);
    }

    static HealFiles healFiles(MySql db) {
        return new HealFiles(db.findBlob(), db.repointVersions(), db.armJob());
    }

    DropVersions dropVersions(MySql db) {
        return new DropVersions(db.chargeQuota(), db.armJob());
    }

    Admit admit(Settings settings) {
        return new Admit(
                engines.mySql(settings).storeSession(),
                engines.limitCalls(settings),
                settings.count("CLOUDSTORE_CALLS_PER_MINUTE"),
                clock);
    }

    static UploadLife uploadLife(Settings settings) {
        return new UploadLife(
                settings.seconds("CLOUDSTORE_UPLOAD_IDLE_SECONDS"), settings.seconds("CLOUDSTORE_UPLOAD_MAX_SECONDS"));
    }

    static DedupPolicy dedup(Settings settings) {
        return new DedupPolicy(
                settings.word("CLOUDSTORE_DEDUP_SCOPE", DedupPolicy.Scope.class),
                settings.number("CLOUDSTORE_DEDUP_THRESHOLD_BYTES", 0));
    }

    static String origin(Settings settings) {
        return settings.text("CLOUDSTORE_ALLOWED_ORIGIN");
    }
}
