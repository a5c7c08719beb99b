package io.cloudstore.core.memory;

import io.cloudstore.core.memory.Database.Row;
import io.cloudstore.core.memory.Tables.JobRow;
import io.cloudstore.core.memory.Tables.JobState;
import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.ArmJobs;
import io.cloudstore.core.work.BeginJobs;
import io.cloudstore.core.work.FindDueJobs;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.Lease;
import io.cloudstore.core.work.LeaseJob;
import io.cloudstore.core.work.LostLease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The table {@code job}. */
final class Jobs implements ArmJob, ArmJobs, BeginJobs, LeaseJob, FindDueJobs {
    private final Database database;
    private final Clock clock;

    Jobs(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void arm(JobId job, Duration delay, String checkpoint) {
        Instant due = clock.instant().plus(delay);
        database.within(tables -> {
            database.lock(Row.JOB, job);
            return tables.jobs.merge(
                    job, new JobRow(job, JobState.READY, due, 0, 0, checkpoint), (old, fresh) -> switch (old.state()) {
                        case LEASED -> old;
                        case READY ->
                            new JobRow(
                                    job,
                                    JobState.READY,
                                    old.dueAt().isBefore(due) ? old.dueAt() : due,
                                    old.fence(),
                                    0,
                                    old.checkpoint());
                        case DONE -> new JobRow(job, JobState.READY, due, old.fence(), 0, checkpoint);
                    });
        });
    }

    @Override
    public void arm(Collection<JobId> jobs, Duration delay, String checkpoint) {
        jobs.forEach(job -> arm(job, delay, checkpoint));
    }

    @Override
    public void begin(Collection<JobId> jobs) {
        Instant now = clock.instant();
        database.alone(tables -> {
            jobs.forEach(job -> tables.jobs.putIfAbsent(job, new JobRow(job, JobState.READY, now, 0, 0, "")));
            return true;
        });
    }

    @Override
    public Optional<Lease> lease(JobId job, Duration life) {
        Instant now = clock.instant();
        return database.alone(tables -> {
            JobRow row = tables.jobs.get(job);
            if (row == null || row.state() == JobState.DONE || row.dueAt().isAfter(now)) {
                return Optional.empty();
            }
            long fence = row.fence() + 1;
            tables.jobs.put(
                    job, new JobRow(job, JobState.LEASED, now.plus(life), fence, row.attempts(), row.checkpoint()));
            return Optional.of(new Lease(job, fence, row.attempts(), row.checkpoint()));
        });
    }

    @Override
    public boolean renew(Lease lease, Duration life) {
        return database.alone(tables -> {
            Optional<JobRow> mine = current(tables, lease);
            mine.ifPresent(
                    row -> tables.jobs.put(lease.job(), due(row, clock.instant().plus(life))));
            return mine.isPresent();
        });
    }

    @Override
    public void free(Lease lease, Duration delay, String checkpoint, boolean failed) {
        database.write(tables -> {
            current(tables, lease)
                    .ifPresent(row -> tables.jobs.put(
                            lease.job(),
                            new JobRow(
                                    lease.job(),
                                    JobState.READY,
                                    clock.instant().plus(delay),
                                    row.fence(),
                                    failed ? row.attempts() + 1 : 0,
                                    checkpoint)));
            return true;
        });
    }

    @Override
    public void hold(Lease lease) {
        database.within(tables -> {
            database.lock(Row.JOB, lease.job());
            return current(tables, lease).orElseThrow(() -> new LostLease(lease));
        });
    }

    @Override
    public void close(Lease lease) {
        database.within(tables -> {
            database.lock(Row.JOB, lease.job());
            JobRow row = current(tables, lease).orElseThrow(() -> new LostLease(lease));
            return tables.jobs.put(
                    lease.job(),
                    new JobRow(
                            lease.job(),
                            JobState.DONE,
                            clock.instant(),
                            row.fence(),
                            row.attempts(),
                            row.checkpoint()));
        });
    }

    @Override
    public List<JobId> due(JobKind kind, Duration overdue, int limit) {
        Instant latest = clock.instant().minus(overdue);
        return database.read(tables -> tables.jobs.values().stream()
                .filter(row -> row.id().kind() == kind
                        && row.state() != JobState.DONE
                        && !row.dueAt().isAfter(latest))
                .sorted(Comparator.comparing(JobRow::dueAt))
                .limit(limit)
                .map(JobRow::id)
                .toList());
    }

    private static Optional<JobRow> current(Tables tables, Lease lease) {
        return Optional.ofNullable(tables.jobs.get(lease.job()))
                .filter(row -> row.state() == JobState.LEASED && row.fence() == lease.fence());
    }

    private static JobRow due(JobRow row, Instant at) {
        return new JobRow(row.id(), row.state(), at, row.fence(), row.attempts(), row.checkpoint());
    }
}
