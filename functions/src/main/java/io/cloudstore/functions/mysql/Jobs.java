package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.Columns.micros;
import static io.cloudstore.functions.mysql.Columns.uuid;

import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.ArmJobs;
import io.cloudstore.core.work.BeginJobs;
import io.cloudstore.core.work.FindDueJobs;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.Lease;
import io.cloudstore.core.work.LeaseJob;
import io.cloudstore.core.work.LostLease;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * The table {@code job}. {@code due_at} alone says when somebody may take a job: when it is due, or when the lease on it
 * is over. The fence alone says who holds it: a holder that is late but was not overtaken still holds it, since
 * overtaking needs the row that {@link #hold} locks.
 */
final class Jobs implements ArmJob, ArmJobs, BeginJobs, LeaseJob, FindDueJobs {
    private final JdbcClient sql;
    private final JdbcTemplate jdbc;
    private final Units units;

    Jobs(JdbcClient sql, JdbcTemplate jdbc, Units units) {
        this.sql = sql;
        this.jdbc = jdbc;
        this.units = units;
    }

    @Override
    public void arm(JobId job, Duration delay, String checkpoint) {
        arm(List.of(job), delay, checkpoint);
    }

    /**
     * {@code state} comes last: assignments go from left to right, and the others ask for the old one. VALUES(): the newer
     * way to name the row has no counterpart in MariaDB.
     */
    @Override
    public void arm(Collection<JobId> jobs, Duration delay, String checkpoint) {
        units.run(() -> jdbc.batchUpdate("""
                INSERT INTO job (kind, subject, state, due_at, fence, attempts, checkpoint)
                VALUES (?, ?, 'READY', UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND, 0, 0, ?)
                ON DUPLICATE KEY UPDATE
                  due_at = CASE
                    WHEN state = 'LEASED' THEN due_at
                    WHEN state = 'READY' THEN LEAST(due_at, VALUES(due_at))
                    ELSE VALUES(due_at) END,
                  attempts = CASE WHEN state = 'LEASED' THEN attempts ELSE 0 END,
                  checkpoint = CASE WHEN state IN ('READY', 'LEASED') THEN checkpoint ELSE VALUES(checkpoint) END,
                  ended_at = NULL,
                  state = CASE WHEN state = 'LEASED' THEN 'LEASED' ELSE 'READY' END
                """, jobs, jobs.size(), (row, job) -> {
            row.setString(1, job.kind().name());
            row.setBytes(2, bytes(job.subject()));
            row.setLong(3, micros(delay));
            row.setString(4, checkpoint);
        }));
    }

    @Override
    public void begin(Collection<JobId> jobs) {
        units.alone(() -> jdbc.batchUpdate("""
                INSERT INTO job (kind, subject, state, due_at, fence, attempts, checkpoint)
                VALUES (?, ?, 'READY', UTC_TIMESTAMP(6), 0, 0, '')
                ON DUPLICATE KEY UPDATE state = state
                """, jobs, jobs.size(), (row, job) -> {
            row.setString(1, job.kind().name());
            row.setBytes(2, bytes(job.subject()));
        }));
    }

    @Override
    public Optional<Lease> lease(JobId job, Duration life) {
        return units.alone(() -> {
            int taken = of(job, """
                    UPDATE job
                    SET state = 'LEASED', fence = fence + 1, due_at = UTC_TIMESTAMP(6) + INTERVAL :life MICROSECOND
                    WHERE kind = :kind AND subject = :subject
                      AND state IN ('READY', 'LEASED') AND due_at <= UTC_TIMESTAMP(6)
                    """).param("life", micros(life)).update();
            return taken == 0 ? Optional.empty() : Optional.of(read(job));
        });
    }

    private Lease read(JobId job) {
        return of(job, "SELECT fence, attempts, checkpoint FROM job WHERE kind = :kind AND subject = :subject")
                .query((row, n) ->
                        new Lease(job, row.getLong("fence"), row.getInt("attempts"), row.getString("checkpoint")))
                .single();
    }

    @Override
    public boolean renew(Lease lease, Duration life) {
        return units.alone(() -> of(lease, """
                UPDATE job SET due_at = UTC_TIMESTAMP(6) + INTERVAL :life MICROSECOND
                WHERE kind = :kind AND subject = :subject AND state = 'LEASED' AND fence = :fence
                """).param("life", micros(life)).update()) == 1;
    }

    @Override
    public void free(Lease lease, Duration delay, String checkpoint, boolean failed) {
        units.run(() -> of(lease, """
                UPDATE job
                SET state = 'READY', due_at = UTC_TIMESTAMP(6) + INTERVAL :delay MICROSECOND,
                    checkpoint = :checkpoint, attempts = CASE WHEN :failed = 1 THEN attempts + 1 ELSE 0 END
                WHERE kind = :kind AND subject = :subject AND state = 'LEASED' AND fence = :fence
                """)
                .param("delay", micros(delay))
                .param("checkpoint", checkpoint)
                .param("failed", failed ? 1 : 0)
                .update());
    }

    @Override
    public void hold(Lease lease) {
        units.required();
        boolean held = of(lease, """
                SELECT fence FROM job
                WHERE kind = :kind AND subject = :subject AND state = 'LEASED' AND fence = :fence FOR UPDATE
                """)
                .query((row, n) -> row.getLong("fence"))
                .optional()
                .isPresent();
        if (!held) {
            throw new LostLease(lease);
        }
    }

    @Override
    public void close(Lease lease) {
        int closed = units.run(() -> of(lease, """
                UPDATE job SET state = 'DONE', due_at = NULL, ended_at = UTC_TIMESTAMP(6)
                WHERE kind = :kind AND subject = :subject AND state = 'LEASED' AND fence = :fence
                """).update());
        if (closed == 0) {
            throw new LostLease(lease);
        }
    }

    @Override
    public List<JobId> due(JobKind kind, Duration overdue, int limit) {
        return sql.sql("""
                SELECT kind, subject FROM job
                WHERE kind = :kind AND due_at <= UTC_TIMESTAMP(6) - INTERVAL :overdue MICROSECOND
                ORDER BY due_at LIMIT :limit
                """)
                .param("kind", kind.name())
                .param("overdue", micros(overdue))
                .param("limit", limit)
                .query((row, n) -> new JobId(JobKind.valueOf(row.getString("kind")), uuid(row, "subject")))
                .list();
    }

    private StatementSpec of(Lease lease, String statement) {
        return of(lease.job(), statement).param("fence", lease.fence());
    }

    private StatementSpec of(JobId job, String statement) {
        return sql.sql(statement).param("kind", job.kind().name()).param("subject", bytes(job.subject()));
    }
}
