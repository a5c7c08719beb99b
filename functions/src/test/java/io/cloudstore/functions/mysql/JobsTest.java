package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.World.MYSQL;
import static io.cloudstore.functions.mysql.World.RAW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.Lease;
import io.cloudstore.core.work.LeaseJob;
import io.cloudstore.core.work.LostLease;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class JobsTest {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration HOUR = Duration.ofHours(1);

    private final ArmJob arm = MYSQL.armJob();
    private final LeaseJob jobs = MYSQL.leaseJob();
    private final JobId job = new JobId(JobKind.MERGE, World.id());

    private Lease lease() {
        return jobs.lease(job, LIFE).orElseThrow();
    }

    /** As if that much time had passed for the job. */
    private static void pass(JobId job, Duration time) {
        RAW.sql("UPDATE job SET due_at = due_at - INTERVAL ? MICROSECOND WHERE kind = ? AND subject = ?")
                .params(time.toNanos() / 1_000, job.kind().name(), Columns.bytes(job.subject()))
                .update();
    }

    @Test
    void a_job_is_leased_once_it_is_due_and_by_one_only() {
        assertThat(jobs.lease(job, LIFE)).isEmpty();
        arm.arm(job, HOUR, "start");
        assertThat(jobs.lease(job, LIFE)).as("not yet due").isEmpty();
        pass(job, HOUR.plusSeconds(1));

        assertThat(jobs.lease(job, LIFE)).contains(new Lease(job, 1, 0, "start"));
        assertThat(jobs.lease(job, LIFE)).as("held").isEmpty();
    }

    @Test
    void of_fifty_that_want_a_lease_one_gets_it() {
        arm.arm(job, Duration.ZERO, "");

        assertThat(Crowd.run(50, n -> jobs.lease(job, LIFE)).stream().filter(Optional::isPresent))
                .hasSize(1);
    }

    @Test
    void of_fifty_that_want_a_lease_that_is_over_one_gets_it_with_a_higher_fence() {
        arm.arm(job, Duration.ZERO, "");
        Lease late = lease();
        pass(job, LIFE.plusSeconds(1));

        assertThat(Crowd.run(50, n -> jobs.lease(job, LIFE)).stream().flatMap(Optional::stream))
                .singleElement()
                .satisfies(lease -> assertThat(lease.fence()).isGreaterThan(late.fence()));
    }

    @Test
    void a_stale_holder_commits_nothing() {
        arm.arm(job, Duration.ZERO, "");
        Lease stale = lease();
        pass(job, LIFE.plusSeconds(1));
        Lease current = lease();

        assertThat(jobs.renew(stale, LIFE)).isFalse();
        jobs.free(stale, Duration.ZERO, "of the stale one", true);
        assertThatThrownBy(() -> MYSQL.unitOfWork().run(() -> jobs.hold(stale))).isInstanceOf(LostLease.class);
        assertThatThrownBy(() -> MYSQL.unitOfWork().run(() -> {
                    arm.arm(new JobId(JobKind.CLEAN, job.subject()), Duration.ZERO, "");
                    jobs.close(stale);
                }))
                .isInstanceOf(LostLease.class);
        assertThat(jobs.lease(new JobId(JobKind.CLEAN, job.subject()), LIFE))
                .as("what it wrote is rolled back")
                .isEmpty();

        assertThat(jobs.renew(current, LIFE)).isTrue();
        assertThatCode(() -> MYSQL.unitOfWork().run(() -> {
                    jobs.hold(current);
                    jobs.close(current);
                }))
                .doesNotThrowAnyException();
    }

    /** Between hold and commit nobody overtakes, though the lease is over: the one who tries waits, and finds it done. */
    @Test
    void a_late_holder_that_was_not_overtaken_still_commits() {
        arm.arm(job, Duration.ZERO, "");
        Lease late = lease();
        pass(job, LIFE.plusSeconds(1));

        Future<Optional<Lease>> other = MYSQL.unitOfWork().run(() -> {
            jobs.hold(late);
            Future<Optional<Lease>> overtaking = CompletableFuture.supplyAsync(() -> jobs.lease(job, LIFE));
            jobs.close(late);
            return overtaking;
        });

        assertThat(other).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(Optional.empty());
    }

    @Test
    void renewing_keeps_the_lease() {
        arm.arm(job, Duration.ZERO, "");
        Lease lease = lease();
        pass(job, LIFE.minusSeconds(1));
        assertThat(jobs.renew(lease, HOUR)).isTrue();
        pass(job, LIFE);

        assertThat(jobs.lease(job, LIFE)).isEmpty();
    }

    @Test
    void a_freed_job_keeps_its_checkpoint_and_counts_what_failed() {
        arm.arm(job, Duration.ZERO, "");
        jobs.free(lease(), Duration.ZERO, "part 3", false);
        jobs.free(lease(), Duration.ZERO, "part 5", true);
        Lease third = lease();
        assertThat(third).isEqualTo(new Lease(job, 3, 1, "part 5"));

        jobs.free(third, HOUR, "part 5", true);
        assertThat(jobs.lease(job, LIFE)).as("backs off").isEmpty();
    }

    @Test
    void a_closed_job_is_done_until_it_is_armed_anew() {
        arm.arm(job, Duration.ZERO, "first");
        jobs.free(lease(), Duration.ZERO, "in the middle", true);
        jobs.close(lease());
        assertThat(jobs.lease(job, LIFE)).isEmpty();
        assertThat(MYSQL.findDueJobs().due(JobKind.CLEAN, Duration.ZERO, 10_000))
                .doesNotContain(job);

        arm.arm(job, Duration.ZERO, "second");
        assertThat(jobs.lease(job, LIFE)).contains(new Lease(job, 3, 0, "second"));
    }

    @Test
    void arming_a_waiting_job_pulls_it_forward_never_back_and_keeps_its_checkpoint() {
        arm.arm(job, HOUR, "");
        arm.arm(job, Duration.ZERO, "of the second arming");
        arm.arm(job, HOUR, "of the third arming");

        assertThat(jobs.lease(job, LIFE)).contains(new Lease(job, 1, 0, ""));
    }

    @Test
    void arming_a_leased_job_leaves_it_with_its_holder() {
        arm.arm(job, Duration.ZERO, "");
        Lease lease = lease();
        arm.arm(job, Duration.ZERO, "other");

        assertThat(jobs.lease(job, LIFE)).isEmpty();
        assertThatCode(() -> jobs.close(lease)).doesNotThrowAnyException();
    }

    @Test
    void a_job_is_armed_and_closed_with_the_state_that_needs_it_or_not_at_all() {
        assertThatThrownBy(() -> MYSQL.unitOfWork().run(() -> {
                    arm.arm(job, Duration.ZERO, "");
                    throw new UnsupportedOperationException();
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(jobs.lease(job, LIFE)).isEmpty();

        arm.arm(job, Duration.ZERO, "");
        Lease lease = lease();
        assertThatThrownBy(() -> MYSQL.unitOfWork().run(() -> {
                    jobs.close(lease);
                    throw new UnsupportedOperationException();
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(jobs.renew(lease, LIFE)).isTrue();
    }

    @Test
    void due_are_those_that_nobody_carries_on_the_longest_first() {
        JobId waited = new JobId(JobKind.TRANSFER, World.id());
        JobId abandoned = new JobId(JobKind.TRANSFER, World.id());
        JobId held = new JobId(JobKind.TRANSFER, World.id());
        JobId another = new JobId(JobKind.CLEAN, World.id());
        for (JobId one : new JobId[] {waited, abandoned, held, another}) {
            arm.arm(one, Duration.ZERO, "");
        }
        jobs.lease(held, LIFE);
        jobs.lease(abandoned, LIFE);
        pass(abandoned, LIFE.plus(HOUR.multipliedBy(2)));
        pass(waited, HOUR);

        assertThat(due(JobKind.TRANSFER, Duration.ofSeconds(30)))
                .filteredOn(List.of(waited, abandoned, held, another)::contains)
                .containsExactly(abandoned, waited);
        assertThat(due(JobKind.CLEAN, Duration.ZERO)).contains(another).doesNotContain(held, waited);
        assertThat(MYSQL.findDueJobs().due(JobKind.TRANSFER, Duration.ZERO, 1)).hasSize(1);
    }

    private static List<JobId> due(JobKind kind, Duration overdue) {
        return MYSQL.findDueJobs().due(kind, overdue, 10_000);
    }

    @Test
    void leasing_commits_at_once_so_it_is_refused_inside_a_unit_and_holding_outside_one() {
        arm.arm(job, Duration.ZERO, "");
        assertThatThrownBy(() -> MYSQL.unitOfWork().run(() -> jobs.lease(job, LIFE)))
                .isInstanceOf(IllegalStateException.class);
        Lease lease = lease();
        assertThatThrownBy(() -> jobs.hold(lease)).isInstanceOf(IllegalStateException.class);
    }
}
