package io.cloudstore.core.memory;

import io.cloudstore.core.blob.FindBlob;
import io.cloudstore.core.blob.StoreBlob;
import io.cloudstore.core.sweep.CheckObjects;
import io.cloudstore.core.sweep.CheckRows;
import io.cloudstore.core.sweep.DigestRange;
import io.cloudstore.core.sweep.KnowKeys;
import io.cloudstore.core.sweep.SampleBlobs;
import io.cloudstore.core.sweep.Scrub;
import io.cloudstore.core.sweep.WalkBlobs;
import io.cloudstore.core.sweep.WalkBucket;
import io.cloudstore.core.transfer.LongTermStore;
import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.LeaseJob;
import io.cloudstore.core.work.UnitOfWork;

/** Of one process, what looks after content that nobody asks for. */
final class Patrols {
    private final Scrub scrub;
    private final CheckRows rows;
    private final CheckObjects objects;

    Patrols(
            Cloud cloud,
            Server.Wrap wrap,
            UnitOfWork work,
            FindBlob find,
            StoreBlob blobs,
            LongTermStore store,
            ArmJob jobs,
            LeaseJob leases) {
        var walks = new Walks(cloud.database);
        var staging = new Staging(cloud.staging, cloud.database);
        var longTerm = new LongTerm(cloud.staging, cloud.longTerm, cloud.database);
        scrub = new Scrub(
                wrap.wrap(SampleBlobs.class, walks),
                wrap.wrap(DigestRange.class, longTerm),
                blobs,
                work,
                leases,
                cloud.alarms,
                Cloud.LEASE,
                cloud.scrubRules(),
                cloud.draw,
                cloud.clock);
        rows = new CheckRows(
                wrap.wrap(WalkBlobs.class, walks),
                find,
                blobs,
                store,
                work,
                jobs,
                leases,
                cloud.alarms,
                Cloud.LEASE,
                cloud.patrolRules(),
                cloud.clock);
        objects = new CheckObjects(
                wrap.wrap(KnowKeys.class, walks),
                wrap.wrap(WalkBucket.class, new Shelf(cloud.staging, cloud.database, staging::clean)),
                wrap.wrap(WalkBucket.class, new Shelf(cloud.longTerm, cloud.database, longTerm::clean)),
                leases,
                cloud.alarms,
                Cloud.LEASE,
                cloud.patrolRules(),
                cloud.clock);
    }

    /** Takes a step of one that is due. */
    void handle(JobId job) {
        switch (job.kind()) {
            case SCRUB -> scrub.scrub();
            case CHECK_ROWS -> rows.check();
            case CHECK_OBJECTS -> objects.check(job.subject());
            default -> throw new IllegalArgumentException(job + " is no patrol");
        }
    }
}
