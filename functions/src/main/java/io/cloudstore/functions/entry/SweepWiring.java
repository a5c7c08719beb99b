package io.cloudstore.functions.entry;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.sweep.CleanKey;
import io.cloudstore.core.sweep.FinishPurge;
import io.cloudstore.core.sweep.ReclaimBlob;
import io.cloudstore.core.sweep.ReclaimRules;
import io.cloudstore.core.sweep.SweepRules;
import io.cloudstore.core.sweep.Tick;
import io.cloudstore.core.work.Alarm;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.WakeUp;
import io.cloudstore.functions.alarm.Alarms;
import io.cloudstore.functions.draw.Drawing;
import io.cloudstore.functions.mysql.MySql;
import io.cloudstore.functions.queue.SweepFunction;
import io.cloudstore.functions.s3.S3;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** What {@code sweep} is wired from. */
final class SweepWiring {
    /** Done jobs and ended uploads are forgotten after longer than any queue keeps a message (14 days). */
    private static final Duration FORGET_AFTER = Duration.ofDays(30);
    /** Most uploads, and most jobs of a kind, that one beat takes up. */
    private static final int SWEEP_BATCH = 500;
    /** Most rows of a kind that one beat drops. */
    private static final int FORGET_BATCH = 10_000;
    /** A part that is read again takes no longer; an invocation has a minute, and other messages to see to. */
    private static final Duration SLOW_READ = Duration.ofSeconds(20);
    /** Most versions and folders that one transaction of a purge drops, under the account's lock: a fraction of a second. */
    private static final int PURGED_ROWS = 100;

    private final Engines engines;
    private final Clock clock;
    private final Shared shared;
    private final Alarm alarm;
    private final Draw draw = Drawing.fromSystem();

    SweepWiring(Engines engines, Clock clock) {
        this.engines = engines;
        this.clock = clock;
        this.shared = new Shared(engines, clock);
        this.alarm = Alarms.logging(clock);
    }

    Function<SQSEvent, SQSBatchResponse> sweep(Settings settings) {
        MySql db = engines.mySql(settings);
        S3 s3 = engines.s3(settings, SLOW_READ);
        Duration lease = settings.seconds("CLOUDSTORE_LEASE_SECONDS");
        var rules = new SweepRules(
                settings.seconds("CLOUDSTORE_JOB_RESEND_SECONDS"),
                settings.seconds("CLOUDSTORE_STAGING_GRACE_SECONDS"),
                FORGET_AFTER,
                SWEEP_BATCH,
                FORGET_BATCH);
        CleanKey clean = cleanKey(db, s3, lease, rules);
        FinishPurge purge = finishPurge(db, engines.wakeUp(settings), lease);
        ReclaimBlob reclaim = reclaimBlob(db, s3, lease, settings);
        Map<JobKind, Consumer<UUID>> jobs = new EnumMap<>(JobKind.class);
        jobs.put(JobKind.CLEAN, clean::clean);
        jobs.put(JobKind.PURGE, purge::carryOn);
        jobs.put(JobKind.RECLAIM, blob -> reclaim.reclaim(new BlobId(blob)));
        jobs.putAll(new PatrolWiring(draw, alarm, clock).jobs(db, s3, lease, settings));
        return new SweepFunction(tick(settings, db, s3, rules), jobs);
    }

    private Tick tick(Settings settings, MySql db, S3 s3, SweepRules rules) {
        WakeUp wakeUp = engines.wakeUp(settings);
        return new Tick(
                db.findUpload(),
                db.storeUpload(),
                db.unitOfWork(),
                s3.stagingStore(),
                shared.beginMerge(db),
                shared.abortUpload(db, wakeUp),
                db.beginJobs(),
                db.findDueJobs(),
                wakeUp,
                db.forgetOld(),
                rules,
                clock);
    }

    private CleanKey cleanKey(MySql db, S3 s3, Duration lease, SweepRules rules) {
        return new CleanKey(
                db.findBlob(),
                db.findUpload(),
                s3.cleanStaging(),
                db.leaseJob(),
                alarm,
                db.unitOfWork(),
                lease,
                rules,
                clock);
    }

    private FinishPurge finishPurge(MySql db, WakeUp wakeUp, Duration lease) {
        return new FinishPurge(
                db.unitOfWork(),
                db.lockAccount(),
                db.dropEntries(),
                shared.dropVersions(db),
                db.armJob(),
                db.leaseJob(),
                alarm,
                wakeUp,
                lease,
                PURGED_ROWS,
                clock);
    }

    private ReclaimBlob reclaimBlob(MySql db, S3 s3, Duration lease, Settings settings) {
        return new ReclaimBlob(
                db.unitOfWork(),
                db.findBlob(),
                db.storeBlob(),
                db.repointVersions(),
                db.reclaimRows(),
                s3.cleanStaging(),
                s3.cleanLongTerm(),
                db.leaseJob(),
                alarm,
                lease,
                new ReclaimRules(
                        settings.seconds("CLOUDSTORE_TOMBSTONE_SECONDS"),
                        settings.seconds("CLOUDSTORE_STAGING_GRACE_SECONDS")),
                clock);
    }
}
