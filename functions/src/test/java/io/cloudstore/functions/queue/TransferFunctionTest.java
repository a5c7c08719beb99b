package io.cloudstore.functions.queue;

import static io.cloudstore.functions.queue.MessageTest.created;
import static io.cloudstore.functions.queue.MessageTest.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.cloudstore.core.account.ChargeQuota;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.blob.FindBlob;
import io.cloudstore.core.blob.StoreBlob;
import io.cloudstore.core.drive.FindEntries;
import io.cloudstore.core.drive.HealFiles;
import io.cloudstore.core.drive.PlaceFile;
import io.cloudstore.core.drive.RepointVersions;
import io.cloudstore.core.drive.StoreEntries;
import io.cloudstore.core.transfer.CarryOn;
import io.cloudstore.core.transfer.LongTermStore;
import io.cloudstore.core.transfer.TransferBlob;
import io.cloudstore.core.transfer.TransferRules;
import io.cloudstore.core.upload.BeginMerge;
import io.cloudstore.core.upload.FindUpload;
import io.cloudstore.core.upload.FinishMerge;
import io.cloudstore.core.upload.StagingStore;
import io.cloudstore.core.upload.StoreUpload;
import io.cloudstore.core.work.Alarm;
import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.LeaseJob;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.core.work.WakeUp;
import io.cloudstore.functions.FakePorts;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TransferFunctionTest {
    private static final String KEY = "staging/0123456789abcdef0123456789abcdef";
    private static final UUID SUBJECT = UUID.fromString("0190f3c2-7c00-7000-8000-0000000000c1");
    private final FakePorts ports = new FakePorts();

    private TransferFunction function(Duration newCopies) {
        Clock clock = Clock.systemUTC();
        UnitOfWork work = ports.port(UnitOfWork.class);
        FindUpload find = ports.port(FindUpload.class);
        StoreUpload uploads = ports.port(StoreUpload.class);
        LockAccount lock = ports.port(LockAccount.class);
        ArmJob jobs = ports.port(ArmJob.class);
        LeaseJob leases = ports.port(LeaseJob.class);
        FindBlob blobs = ports.port(FindBlob.class);
        StoreBlob storeBlob = ports.port(StoreBlob.class);
        StagingStore staging = ports.port(StagingStore.class);
        Draw draw = ports.port(Draw.class);
        var merge = new FinishMerge(
                work,
                lock,
                ports.port(ChargeQuota.class),
                find,
                uploads,
                staging,
                storeBlob,
                new PlaceFile(ports.port(FindEntries.class), ports.port(StoreEntries.class), draw),
                new HealFiles(blobs, ports.port(RepointVersions.class), jobs),
                jobs,
                leases,
                ports.port(Alarm.class),
                Duration.ofSeconds(30),
                draw,
                clock);
        var transfer = new TransferBlob(
                work,
                blobs,
                storeBlob,
                staging,
                ports.port(LongTermStore.class),
                jobs,
                leases,
                ports.port(Alarm.class),
                new TransferRules(Duration.ofSeconds(30), Duration.ofSeconds(10), 4, Duration.ofHours(1)),
                clock);
        var carryOn = new CarryOn(
                blobs,
                find,
                new BeginMerge(work, lock, find, uploads, jobs, clock),
                merge,
                transfer,
                ports.port(WakeUp.class));
        return new TransferFunction(carryOn, "staging-bucket", newCopies, clock);
    }

    private TransferFunction function() {
        return function(Duration.ofMinutes(1));
    }

    private static String put(String key) {
        return event(created("ObjectCreated:Put", "staging-bucket", key));
    }

    private static String job(String kind) {
        return "{\"kind\":\"%s\",\"id\":\"%s\"}".formatted(kind, SUBJECT);
    }

    @Test
    void an_event_is_judged_by_its_key() {
        assertThat(Batches.failed(function().apply(Batches.of(put(KEY))))).isEmpty();

        assertThat(ports.asked())
                .contains("FindBlob.findByStagingKey[01234567-89ab-cdef-0123-456789abcdef]")
                .contains("FindUpload.findByStagingKey[01234567-89ab-cdef-0123-456789abcdef]");
    }

    @Test
    void a_key_that_is_none_of_ours_is_acknowledged_and_nobody_is_asked() {
        var answer = function()
                .apply(Batches.of(
                        put("staging/"),
                        put("staging/0123456789ABCDEF0123456789ABCDEF"),
                        put(KEY + "0"),
                        put(KEY + "/x"),
                        put("blob/0123456789abcdef0123456789abcdef"),
                        put("..%2F" + KEY),
                        put("%E6%8A%A5"),
                        event(created("ObjectRemoved:Delete", "staging-bucket", KEY))));

        assertThat(Batches.failed(answer)).isEmpty();
        assertThat(ports.asked()).isEmpty();
    }

    @Test
    void an_event_of_another_bucket_comes_again_until_somebody_looks() {
        var answer = function().apply(Batches.of(event(created("ObjectCreated:Put", "foreign", KEY)), put(KEY)));

        assertThat(Batches.failed(answer)).containsExactly("1");
    }

    @Test
    void a_test_event_is_acknowledged_and_nobody_is_asked() {
        var answer = function().apply(Batches.of("{\"Event\":\"s3:TestEvent\",\"Bucket\":\"staging-bucket\"}"));

        assertThat(Batches.failed(answer)).isEmpty();
        assertThat(ports.asked()).isEmpty();
    }

    @Test
    void one_that_fails_fails_alone() {
        var answer = function()
                .apply(Batches.of(
                        put(KEY), "no JSON", job("MERGE"), job("CLEAN"), null, job("TRANSFER"), job("OTHER")));

        assertThat(Batches.failed(answer)).containsExactly("2", "4", "5", "7");
        assertThat(ports.asked())
                .filteredOn(call -> call.startsWith("LeaseJob.lease"))
                .hasSize(2);
    }

    @Test
    void of_several_records_of_one_message_each_is_taken_up() {
        String twice = event(
                created("ObjectCreated:Put", "staging-bucket", KEY),
                created("ObjectCreated:Copy", "staging-bucket", KEY.replace('0', 'f')));

        assertThat(Batches.failed(function().apply(Batches.of(twice)))).isEmpty();
        assertThat(ports.asked())
                .filteredOn(call -> call.startsWith("FindBlob."))
                .hasSize(2);
    }

    @Test
    void an_outage_returns_what_it_hit_and_nothing_else() {
        ports.says("FindBlob.findByStagingKey", () -> {
            throw new StoreFailed("asking", new IllegalStateException("down"));
        });

        var answer = function().apply(Batches.of(put(KEY), job("MERGE"), put(KEY)));

        assertThat(Batches.failed(answer)).containsExactly("1", "3");
    }

    /** A record that the time didn't reach is sent anew and acknowledged: its count of receives must not grow for that. */
    @Test
    void what_the_time_does_not_reach_is_sent_anew_and_acknowledged() {
        var answer = function(Duration.ZERO).apply(Batches.of(job("MERGE"), job("TRANSFER")));

        assertThat(Batches.failed(answer)).isEmpty();
        assertThat(ports.asked())
                .containsExactly(
                        "WakeUp.wake[JobId[kind=MERGE, subject=" + SUBJECT + "]]",
                        "WakeUp.wake[JobId[kind=TRANSFER, subject=" + SUBJECT + "]]");
    }

    @Test
    void within_the_time_nothing_is_sent_anew() {
        function().apply(Batches.of(job("MERGE"), job("TRANSFER")));

        assertThat(ports.asked()).noneMatch(call -> call.startsWith("WakeUp."));
    }

    @Test
    void a_lease_that_somebody_holds_is_acknowledged() {
        ports.says("LeaseJob.lease", Optional::empty);

        assertThat(Batches.failed(function().apply(Batches.of(job("MERGE"), job("TRANSFER")))))
                .isEmpty();
    }

    @Test
    void an_event_that_is_no_batch_fails_and_an_empty_batch_does_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> function().apply(new SQSEvent()))
                .withMessageContaining("Records");
        assertThat(function().apply(Batches.of()).getBatchItemFailures()).isEmpty();
    }
}
