package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.ChargeQuota;
import io.cloudstore.core.drive.DropEntries.Version;
import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import java.time.Duration;
import java.util.List;

/**
 * What dropping versions brings with it, in their transaction: the bytes come back to the account, and the blobs that they
 * referred to are looked at, because nothing may refer to them any more.
 */
public final class DropVersions {
    private final ChargeQuota quota;
    private final ArmJob jobs;

    public DropVersions(ChargeQuota quota, ArmJob jobs) {
        this.quota = quota;
        this.jobs = jobs;
    }

    /** Settles what was dropped; the same jobs are always armed in the same order, so that two purges never wait in a circle. */
    public void settle(AccountId account, List<Version> dropped) {
        quota.giveBack(account, dropped.stream().mapToLong(Version::size).sum());
        dropped.stream()
                .map(version -> version.blob().value())
                .distinct()
                .sorted()
                .forEach(blob -> jobs.arm(new JobId(JobKind.RECLAIM, blob), Duration.ZERO, ""));
    }
}
