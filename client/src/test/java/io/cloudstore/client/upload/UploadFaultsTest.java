package io.cloudstore.client.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.call.UnreachableException;
import io.cloudstore.client.fake.FakeCloud;
import io.cloudstore.client.fake.FakeStore.Fault;
import io.cloudstore.client.fake.Signed;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.settings.ClientSettings;
import io.cloudstore.client.store.StoreRefusedException;
import io.cloudstore.client.upload.UploadResult.How;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the network, the store, the service and the source can do to an upload. */
class UploadFaultsTest {
    private static final int MIB = 1 << 20;

    private final FakeCloud cloud = new FakeCloud();
    private final CloudstoreClient client = Signed.in(cloud, settings -> settings.withStall(Duration.ofSeconds(2)));

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        client.close();
        cloud.close();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"EXPIRED", "EXPIRED_CREDENTIALS", "SLOW_DOWN", "RESET", "STALL", "BAD_DIGEST", "NO_SUCH_UPLOAD"})
    void a_fault_that_passes_costs_only_another_try(Fault fault) throws Exception {
        Path source = Signed.file(folder, "a.bin", 20 * MIB, 1);
        cloud.store().faults((key, n, attempt) -> n == 2 && attempt <= 2 ? fault : null);

        UploadResult result = upload(source);

        assertThat(cloud.store().content(result.file().id())).isEqualTo(Files.readAllBytes(source));
        assertThat(result.bytesSent()).isEqualTo(20 * MIB);
        assertThat(cloud.store().puts()).hasSize(3);
    }

    @Test
    void a_part_that_arrived_is_not_sent_again_when_its_answer_was_lost() throws Exception {
        Path source = Signed.file(folder, "a.bin", 20 * MIB, 1);
        cloud.store().faults((key, n, attempt) -> n == 2 ? Fault.LOST_ANSWER : null);

        UploadResult result = upload(source);

        assertThat(result.bytesSent()).isEqualTo(20 * MIB);
        assertThat(cloud.store().puts()).doesNotHaveDuplicates().hasSize(3);
    }

    /** URLs and the signer's credentials end again and again, and an access token; what arrived is never sent twice. */
    @Test
    void nothing_that_expires_in_the_middle_makes_a_part_that_arrived_be_sent_again() throws Exception {
        AtomicInteger puts = new AtomicInteger();
        cloud.store().faults((key, n, attempt) -> {
            int put = puts.incrementAndGet();
            if (Set.of(3, 9, 14).contains(put)) {
                cloud.store().expireUrls();
            }
            if (put == 4) {
                cloud.expireAccessTokens();
            }
            return Set.of(5, 6, 11).contains(put) ? Fault.EXPIRED_CREDENTIALS : null;
        });
        Path source = Signed.file(folder, "a.bin", 100 * MIB, 1);

        UploadResult result = upload(source);

        assertThat(cloud.store().puts()).doesNotHaveDuplicates().hasSize(13);
        assertThat(result.bytesSent()).isEqualTo(100 * MIB);
        assertThat(cloud.store().content(result.file().id())).isEqualTo(Files.readAllBytes(source));
    }

    /** Every part that arrives takes so long that the URLs behind it are over: one try a part has to do. */
    @Test
    void a_url_that_waited_too_long_is_no_failure_of_its_part() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        cloud.store().faults((key, n, attempt) -> {
            if (cloud.store().puts().size() > taken.get()) {
                taken.set(cloud.store().puts().size());
                cloud.store().expireUrls();
            }
            return null;
        });
        Path source = Signed.file(folder, "a.bin", 48 * MIB, 1);
        try (CloudstoreClient impatient = Signed.in(
                cloud,
                settings -> new ClientSettings(
                        settings.server(),
                        1,
                        settings.callTries(),
                        1,
                        settings.backoffBase(),
                        settings.backoffCap(),
                        settings.stall(),
                        settings.callTimeout(),
                        settings.mergePatience(),
                        settings.lookAhead(),
                        settings.instant()))) {
            assertThat(impatient
                            .upload(Signed.toRoot(impatient, source), Progress.NONE)
                            .bytesSent())
                    .isEqualTo(48 * MIB);
        }
        assertThat(cloud.store().puts()).doesNotHaveDuplicates().hasSize(6);
    }

    @ParameterizedTest
    @EnumSource(names = {"EXPIRED", "SLOW_DOWN", "RESET"})
    void after_eight_tries_a_part_is_given_up_and_the_upload_stays_open(Fault fault) throws Exception {
        Path source = Signed.file(folder, "a.bin", 20 * MIB, 1);
        AtomicInteger most = new AtomicInteger();
        cloud.store().faults((key, n, attempt) -> {
            most.accumulateAndGet(n == 2 ? attempt : 0, Math::max);
            return n == 2 ? fault : null;
        });

        assertThatThrownBy(() -> upload(source))
                .isInstanceOfAny(UnreachableException.class, StoreRefusedException.class)
                .hasMessageContaining("part 2");
        // A refused URL doesn't count while other parts arrive: it may just have waited too long.
        assertThat(most.get()).isBetween(8, fault == Fault.EXPIRED ? 10 : 8);
        assertThat(client.uploads().list())
                .singleElement()
                .satisfies(u -> assertThat(u.state()).isEqualTo("OPEN"));
    }

    @Test
    void another_refusal_is_not_tried_again() throws Exception {
        Path source = Signed.file(folder, "a.bin", 20 * MIB, 1);
        AtomicInteger attempts = new AtomicInteger();
        cloud.store().faults((key, n, attempt) -> {
            attempts.addAndGet(n == 2 ? 1 : 0);
            return n == 2 ? Fault.REFUSED : null;
        });
        assertThatThrownBy(() -> upload(source))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("MethodNotAllowed");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void urls_that_expired_together_are_signed_again_together() throws Exception {
        AtomicBoolean once = new AtomicBoolean();
        cloud.store().faults((key, n, attempt) -> {
            if (n == 3 && once.compareAndSet(false, true)) {
                cloud.store().expireUrls();
            }
            return null;
        });
        Path source = Signed.file(folder, "a.bin", 64 * MIB, 1);

        UploadResult result = upload(source);

        assertThat(cloud.store().content(result.file().id())).isEqualTo(Files.readAllBytes(source));
        assertThat(cloud.batches()).hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void a_single_put_that_is_there_already_goes_on_to_complete() throws Exception {
        Path source = Signed.file(folder, "a.bin", 100, 1);
        cloud.store().faults((key, n, attempt) -> attempt == 1 ? Fault.LOST_ANSWER : Fault.PRECONDITION_FAILED);
        assertThat(upload(source).how()).isEqualTo(How.UPLOADED);
    }

    @Test
    void a_store_that_claims_to_hold_what_it_does_not_is_not_believed() throws Exception {
        Path lost = Signed.file(folder, "b.bin", 100, 2);
        cloud.store().faults((key, n, attempt) -> Fault.PRECONDITION_FAILED);
        assertThatThrownBy(() -> upload(lost))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.PARTS_MISSING));
    }

    @Test
    void parts_that_turn_out_missing_are_sent_again() throws Exception {
        Path source = Signed.file(folder, "a.bin", 40 * MIB, 1);
        AtomicBoolean once = new AtomicBoolean();
        cloud.refuse(call -> {
            if (call.endsWith("/complete") && once.compareAndSet(false, true)) {
                String id = call.split("/")[3];
                cloud.store().lose(id, 2);
                cloud.store().lose(id, 4);
            }
            return null;
        });

        UploadResult result = upload(source);

        assertThat(cloud.store().content(result.file().id())).isEqualTo(Files.readAllBytes(source));
        assertThat(cloud.store().puts()).hasSize(7);
    }

    @Test
    void a_busy_service_is_asked_again() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        cloud.refuse(call ->
                calls.incrementAndGet() % 3 == 0 ? new ProblemException(ProblemCode.UNAVAILABLE, "later") : null);
        assertThat(upload(Signed.file(folder, "a.bin", 20 * MIB, 1)).how()).isEqualTo(How.UPLOADED);
    }

    @Test
    void an_access_token_that_expires_in_the_middle_is_refreshed_once() throws Exception {
        AtomicBoolean once = new AtomicBoolean();
        cloud.store().faults((key, n, attempt) -> {
            if (n == 2 && once.compareAndSet(false, true)) {
                cloud.expireAccessTokens();
            }
            return null;
        });
        assertThat(upload(Signed.file(folder, "a.bin", 20 * MIB, 1)).how()).isEqualTo(How.UPLOADED);
        assertThat(cloud.calls().stream().filter(call -> call.endsWith("/refresh")))
                .hasSize(1);
    }

    @Test
    void a_source_that_changes_before_it_is_sent_makes_no_file() throws Exception {
        Path source = Signed.file(folder, "a.bin", 20 * MIB, 1);
        AtomicBoolean once = new AtomicBoolean();
        cloud.refuse(call -> {
            if (call.equals("POST /v1/uploads") && once.compareAndSet(false, true)) {
                overwriteKeepingTheTime(source);
            }
            return null;
        });
        assertThatThrownBy(() -> upload(source))
                .isInstanceOf(SourceChangedException.class)
                .hasMessageContaining("part 3");
        assertThat(cloud.files()).isEmpty();
    }

    @Test
    void a_source_that_grows_makes_no_file_and_leaves_no_upload() throws Exception {
        Path source = Signed.file(folder, "a.bin", 20 * MIB, 1);
        cloud.store().faults((key, n, attempt) -> {
            if (n == 3) {
                append(source);
            }
            return null;
        });
        assertThatThrownBy(() -> upload(source)).isInstanceOf(SourceChangedException.class);
        assertThat(cloud.files()).isEmpty();
        assertThat(client.uploads().list()).isEmpty();
    }

    @Test
    void a_source_that_shrinks_makes_no_file() throws Exception {
        Path source = Signed.file(folder, "a.bin", 20 * MIB, 1);
        cloud.refuse(call -> {
            if (call.equals("POST /v1/uploads")) {
                truncate(source);
            }
            return null;
        });
        assertThatThrownBy(() -> upload(source)).isInstanceOf(SourceChangedException.class);
        assertThat(cloud.files()).isEmpty();
    }

    /** Whatever happens to whichever request, the file comes out right, and progress adds up to its size. */
    @ParameterizedTest
    @ValueSource(longs = {20261124, 7, 8, 9, 10})
    void any_mix_of_passing_faults_ends_well(long seed) throws Exception {
        Random random = new Random(seed);
        Fault[] passing = {Fault.EXPIRED, Fault.SLOW_DOWN, Fault.RESET, Fault.BAD_DIGEST};
        cloud.store().faults((key, n, attempt) -> {
            synchronized (random) {
                return attempt < 6 && random.nextInt(3) == 0 ? passing[random.nextInt(passing.length)] : null;
            }
        });
        int size = 8 * MIB + random.nextInt(40 * MIB);
        Path source = Signed.file(folder, "a.bin", size, seed);
        AtomicLong moved = new AtomicLong();
        AtomicLong hashed = new AtomicLong();

        UploadResult result = client.upload(Signed.toRoot(client, source), new Progress() {
            @Override
            public void moved(long bytes) {
                moved.addAndGet(bytes);
            }

            @Override
            public void hashed(long bytes) {
                hashed.addAndGet(bytes);
            }
        });

        assertThat(cloud.store().content(result.file().id())).isEqualTo(Files.readAllBytes(source));
        assertThat(moved).hasValue(size);
        assertThat(hashed).hasValue(size);
    }

    private UploadResult upload(Path source) throws IOException, InterruptedException {
        return client.upload(Signed.toRoot(client, source), Progress.NONE);
    }

    private static void overwriteKeepingTheTime(Path source) {
        try {
            var time = Files.getLastModifiedTime(source);
            try (var channel = java.nio.channels.FileChannel.open(source, StandardOpenOption.WRITE)) {
                channel.write(java.nio.ByteBuffer.wrap(new byte[1000]), 17 * MIB);
            }
            Files.setLastModifiedTime(source, time);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void append(Path source) {
        try {
            Files.write(source, new byte[1], StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void truncate(Path source) {
        try (var channel = java.nio.channels.FileChannel.open(source, StandardOpenOption.WRITE)) {
            channel.truncate(10 * MIB);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
