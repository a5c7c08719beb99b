package io.cloudstore.functions.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.cloudstore.core.account.ChargeQuota;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.blob.FindBlob;
import io.cloudstore.core.sweep.CleanKey;
import io.cloudstore.core.sweep.CleanStaging;
import io.cloudstore.core.sweep.ForgetOld;
import io.cloudstore.core.sweep.SweepRules;
import io.cloudstore.core.sweep.Tick;
import io.cloudstore.core.upload.AbortUpload;
import io.cloudstore.core.upload.BeginMerge;
import io.cloudstore.core.upload.FindUpload;
import io.cloudstore.core.upload.StagingStore;
import io.cloudstore.core.upload.StoreUpload;
import io.cloudstore.core.work.Alarm;
import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.BeginJobs;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.FindDueJobs;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.Lease;
import io.cloudstore.core.work.LeaseJob;
import io.cloudstore.core.work.MetadataUnavailable;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.core.work.WakeUp;
import io.cloudstore.functions.FakePorts;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SweepFunctionTest {
    private static final UUID SUBJECT = UUID.fromString("0190f3c2-7c00-7000-8000-0000000000c1");
    private final FakePorts ports = new FakePorts();

    private SweepFunction function() {
        Clock clock = Clock.systemUTC();
        var rules = new SweepRules(Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofDays(30), 500, 500);
        UnitOfWork work = ports.port(UnitOfWork.class);
        LockAccount lock = ports.port(LockAccount.class);
        FindUpload find = ports.port(FindUpload.class);
        StoreUpload uploads = ports.port(StoreUpload.class);
        ArmJob jobs = ports.port(ArmJob.class);
        WakeUp wakeUp = ports.port(WakeUp.class);
        return new SweepFunction(
                new Tick(
                        find,
                        uploads,
                        work,
                        ports.port(StagingStore.class),
                        new BeginMerge(work, lock, find, uploads, jobs, clock),
                        new AbortUpload(
                                work,
                                lock,
                                ports.port(ChargeQuota.class),
                                find,
                                uploads,
                                jobs,
                                wakeUp,
                                ports.port(Draw.class),
                                clock),
                        ports.port(BeginJobs.class),
                        ports.port(FindDueJobs.class),
                        wakeUp,
                        ports.port(ForgetOld.class),
                        rules,
                        clock),
                Map.of(JobKind.CLEAN, cleanKey(find, work, rules, clock)::clean));
    }

    private CleanKey cleanKey(FindUpload find, UnitOfWork work, SweepRules rules, Clock clock) {
        return new CleanKey(
                ports.port(FindBlob.class),
                find,
                ports.port(CleanStaging.class),
                ports.port(LeaseJob.class),
                ports.port(Alarm.class),
                work,
                Duration.ofSeconds(30),
                rules,
                clock);
    }

    private static String job(String kind) {
        return "{\"kind\":\"%s\",\"id\":\"%s\"}".formatted(kind, SUBJECT);
    }

    @Test
    void a_batch_without_records_is_a_beat_that_sends_what_is_due() {
        ports.says("FindDueJobs.due", () -> List.of(new JobId(JobKind.TRANSFER, SUBJECT)));

        var answer = function().apply(Batches.of());

        assertThat(answer.getBatchItemFailures()).isEmpty();
        assertThat(ports.asked())
                .contains("WakeUp.wake[JobId[kind=TRANSFER, subject=" + SUBJECT + "]]")
                .anyMatch(call -> call.startsWith("ForgetOld."));
    }

    @Test
    void a_beat_that_fails_fails_the_invocation() {
        ports.says("FindDueJobs.due", () -> {
            throw new MetadataUnavailable("down", new SQLException("down"));
        });

        assertThatExceptionOfType(MetadataUnavailable.class)
                .isThrownBy(() -> function().apply(Batches.of()));
    }

    @Test
    void an_event_that_is_no_batch_fails_loudly_and_is_no_beat() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> function().apply(new SQSEvent()))
                .withMessageContaining("Records");
        assertThat(ports.asked()).isEmpty();
    }

    @Test
    void a_key_is_cleaned_and_whatever_else_comes_returns_alone() {
        ports.says(
                "LeaseJob.lease",
                () -> Optional.of(new Lease(new JobId(JobKind.CLEAN, SUBJECT), 1, 0, "2000-01-01T00:00:00Z")));

        var answer = function()
                .apply(Batches.of(
                        job("CLEAN"),
                        job("TRANSFER"),
                        job("MERGE"),
                        "no JSON",
                        "{\"Event\":\"s3:TestEvent\"}",
                        job("CLEAN")));

        assertThat(Batches.failed(answer)).containsExactly("2", "3", "4", "5");
        assertThat(ports.asked())
                .filteredOn(call -> call.equals("CleanStaging.clean[" + SUBJECT + "]"))
                .hasSize(2);
        assertThat(ports.asked()).noneMatch(call -> call.startsWith("FindDueJobs."));
    }

    @Test
    void of_many_jobs_in_one_message_each_is_tried() {
        UUID other = UUID.fromString("0190f3c2-7c00-7000-8000-0000000000c2");
        ports.says(
                "LeaseJob.lease",
                () -> Optional.of(new Lease(new JobId(JobKind.CLEAN, SUBJECT), 1, 0, "2000-01-01T00:00:00Z")));
        ports.says("CleanStaging.clean", () -> {
            throw new StoreFailed("cleaning", new IllegalStateException("down"));
        });

        var answer =
                function().apply(Batches.of("{\"kind\":\"CLEAN\",\"ids\":[\"%s\",\"%s\"]}".formatted(SUBJECT, other)));

        assertThat(Batches.failed(answer)).containsExactly("1");
        assertThat(ports.asked()).contains("CleanStaging.clean[" + SUBJECT + "]", "CleanStaging.clean[" + other + "]");
    }

    @Test
    void a_store_that_fails_returns_the_message_and_frees_the_lease() {
        ports.says(
                "LeaseJob.lease",
                () -> Optional.of(new Lease(new JobId(JobKind.CLEAN, SUBJECT), 1, 0, "2000-01-01T00:00:00Z")));
        ports.says("CleanStaging.clean", () -> {
            throw new StoreFailed("cleaning", new IllegalStateException("down"));
        });

        assertThat(Batches.failed(function().apply(Batches.of(job("CLEAN"))))).containsExactly("1");
        assertThat(ports.asked()).anyMatch(call -> call.startsWith("LeaseJob.free"));
    }
}
