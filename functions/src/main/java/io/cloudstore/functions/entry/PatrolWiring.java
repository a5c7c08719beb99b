package io.cloudstore.functions.entry;

import io.cloudstore.core.sweep.CheckObjects;
import io.cloudstore.core.sweep.CheckRows;
import io.cloudstore.core.sweep.PatrolRules;
import io.cloudstore.core.sweep.Scrub;
import io.cloudstore.core.sweep.ScrubRules;
import io.cloudstore.core.work.Alarm;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.functions.mysql.MySql;
import io.cloudstore.functions.s3.S3;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** What goes through content that nobody asks for is wired from, for {@code sweep}. */
final class PatrolWiring {
    /** Most parts that one run of the scrub reads: beside these few requests, its bytes are what counts. */
    private static final int SCRUBBED_PARTS = 32;
    /** A way to the store that changes bytes changes nearly all; of what rots there is little at a time. */
    private static final int SCRUB_PERCENT = 50;
    /** Most rows of a step, each with a call of the store or two: a few seconds, and half a lease where they take long. */
    private static final int ROWS = 100;
    /** Most objects of a step: S3 lists no more at once. */
    private static final int OBJECTS = 1_000;

    private final Draw draw;
    private final Alarm alarm;
    private final Clock clock;

    PatrolWiring(Draw draw, Alarm alarm, Clock clock) {
        this.draw = draw;
        this.alarm = alarm;
        this.clock = clock;
    }

    /** What carries a job of each kind on, by its subject. */
    Map<JobKind, Consumer<UUID>> jobs(MySql db, S3 s3, Duration lease, Settings settings) {
        PatrolRules rules = rules(settings);
        Scrub scrub = scrub(db, s3, lease, settings);
        CheckRows rows = checkRows(db, s3, lease, rules);
        CheckObjects objects = checkObjects(db, s3, lease, rules);
        return Map.of(
                JobKind.SCRUB, one -> scrub.scrub(),
                JobKind.CHECK_ROWS, one -> rows.check(),
                JobKind.CHECK_OBJECTS, objects::check);
    }

    /** What the walks over rows and over buckets go by. */
    static PatrolRules rules(Settings settings) {
        return new PatrolRules(
                ROWS,
                OBJECTS,
                settings.seconds("CLOUDSTORE_PATROL_REST_SECONDS"),
                settings.seconds("CLOUDSTORE_ORPHAN_SECONDS"),
                settings.count("CLOUDSTORE_ORPHAN_PERCENT"));
    }

    /** What the scrub goes by. */
    static ScrubRules scrubRules(Settings settings) {
        return new ScrubRules(
                settings.number("CLOUDSTORE_SCRUB_BYTES", 0),
                SCRUBBED_PARTS,
                settings.seconds("CLOUDSTORE_SCRUB_SECONDS"),
                SCRUB_PERCENT);
    }

    private Scrub scrub(MySql db, S3 s3, Duration lease, Settings settings) {
        return new Scrub(
                db.sampleBlobs(),
                s3.digestRange(),
                db.storeBlob(),
                db.unitOfWork(),
                db.leaseJob(),
                alarm,
                lease,
                scrubRules(settings),
                draw,
                clock);
    }

    private CheckRows checkRows(MySql db, S3 s3, Duration lease, PatrolRules rules) {
        return new CheckRows(
                db.walkBlobs(),
                db.findBlob(),
                db.storeBlob(),
                s3.longTermStore(),
                db.unitOfWork(),
                db.armJob(),
                db.leaseJob(),
                alarm,
                lease,
                rules,
                clock);
    }

    private CheckObjects checkObjects(MySql db, S3 s3, Duration lease, PatrolRules rules) {
        return new CheckObjects(
                db.knowKeys(), s3.walkStaging(), s3.walkLongTerm(), db.leaseJob(), alarm, lease, rules, clock);
    }
}
