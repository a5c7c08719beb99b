package io.cloudstore.client.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.fake.FakeCloud;
import io.cloudstore.client.fake.FakeStore.Fault;
import io.cloudstore.client.fake.FakeStore.Faults;
import io.cloudstore.client.fake.Signed;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.settings.ClientSettings;
import io.cloudstore.client.settings.InstantMode;
import io.cloudstore.client.upload.UploadResult.How;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hashing races sending: what the service holds already is not sent, and asking for it never does harm. */
@Timeout(60)
class InstantTest {
    private static final int MIB = 1 << 20;

    private final FakeCloud cloud = new FakeCloud();
    private final CloudstoreClient ann = Signed.in(cloud);
    private final CloudstoreClient bob = Signed.in(cloud);

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        ann.close();
        bob.close();
        cloud.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 8 * MIB, 30 * MIB})
    void content_that_the_account_holds_is_added_under_another_name_and_not_sent(int size) throws Exception {
        Path source = Signed.file(folder, "a.bin", size, 1);
        upload(ann, source);
        forget();
        Watched watched = new Watched();

        UploadResult result = ann.upload(Signed.toRoot(ann, Files.copy(source, folder.resolve("b.bin"))), watched);

        assertThat(result.how()).isEqualTo(How.INSTANT);
        assertThat(result.path()).hasToString("/b.bin");
        assertThat(result.bytesSent()).isZero();
        assertThat(result.bytesReused()).isEqualTo(size);
        assertThat(cloud.store().puts()).isEmpty();
        assertThat(asked("/parts")).isZero();
        assertThat(cloud.store().content(result.file().id())).isEqualTo(Files.readAllBytes(source));
        assertThat(ann.uploads().list()).isEmpty();
        assertThat(watched.phases).containsExactly(Progress.Phase.CHECKING);
        assertThat(watched.reused).hasValue(size);
    }

    /** The store takes two parts and holds the others up: only a hit can end this, and it ends what is under way. */
    @Test
    void content_of_others_is_added_for_a_proof_and_stops_the_sending_at_once() throws Exception {
        Path source = Signed.file(folder, "a.bin", 60 * MIB, 1);
        upload(ann, source);
        forget();
        cloud.store().faults((key, n, attempt) -> n > 2 ? Fault.STALL : null);
        cloud.proofsTake(Duration.ofMillis(500));
        Watched watched = new Watched();

        UploadResult result = bob.upload(Signed.toRoot(bob, Files.copy(source, folder.resolve("b.bin"))), watched);

        assertThat(result.how()).isEqualTo(How.PROVED);
        assertThat(result.took()).isLessThan(Duration.ofSeconds(20));
        assertThat(cloud.store().puts()).hasSizeBetween(1, 2);
        assertThat(result.bytesSent()).isBetween(8L * MIB, 59L * MIB);
        assertThat(result.bytesReused()).isEqualTo(60 * MIB - result.bytesSent());
        assertThat(watched.moved.get() + watched.reused.get()).isEqualTo(60 * MIB);
        assertThat(cloud.store().content(result.file().id())).isEqualTo(Files.readAllBytes(source));
    }

    @ParameterizedTest
    @ValueSource(ints = {MIB, 5 * MIB})
    void a_proof_covers_small_content_whole_and_larger_content_in_ranges(int size) throws Exception {
        Path source = Signed.file(folder, "a.bin", size, 1);
        upload(ann, source);
        cloud.store().faults((key, n, attempt) -> Fault.STALL);
        assertThat(upload(bob, Files.copy(source, folder.resolve("b.bin"))).how())
                .isEqualTo(How.PROVED);
    }

    @Test
    void content_that_is_shared_within_accounts_only_is_sent_by_the_next_account() throws Exception {
        cloud.shareWithinAccounts();
        Path source = Signed.file(folder, "a.bin", 20 * MIB, 1);
        upload(ann, source);
        forget();
        UploadResult result = upload(bob, Files.copy(source, folder.resolve("b.bin")));
        assertThat(result.how()).isEqualTo(How.UPLOADED);
        assertThat(result.bytesSent()).isEqualTo(20 * MIB);
        assertThat(asked("/instant")).isOne();
        assertThat(asked("/instant/proof")).isZero();
    }

    @Test
    void what_is_sent_before_the_proof_is_answered_is_completed_without_waiting_for_it() throws Exception {
        Path source = Signed.file(folder, "a.bin", 20 * MIB, 1);
        upload(ann, source);
        cloud.proofsTake(Duration.ofSeconds(30));
        UploadResult result = upload(bob, Files.copy(source, folder.resolve("b.bin")));
        assertThat(result.how()).isEqualTo(How.UPLOADED);
        assertThat(result.took()).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void a_hit_whose_answer_was_lost_is_a_hit() throws Exception {
        Path source = Signed.file(folder, "a.bin", 60 * MIB, 1);
        upload(ann, source);
        AtomicInteger answers = new AtomicInteger();
        cloud.loseAnswers(call -> call.endsWith("/proof") && answers.incrementAndGet() == 1);
        cloud.store().faults((key, n, attempt) -> n > 2 ? Fault.STALL : null);
        assertThat(upload(bob, Files.copy(source, folder.resolve("b.bin"))).how())
                .isEqualTo(How.PROVED);
    }

    /** Signing is refused because the upload is closed, while the answer that says why is still on its way. */
    @Test
    void an_upload_that_became_a_file_under_the_senders_is_a_success() throws Exception {
        Path source = Signed.file(folder, "a.bin", 120 * MIB, 1);
        upload(ann, source);
        CountDownLatch closed = new CountDownLatch(1);
        cloud.refuse(call -> {
            if (call.endsWith("/proof")) {
                cloud.store().faults((key, n, attempt) -> Fault.NO_SUCH_UPLOAD);
            }
            return null;
        });
        cloud.loseAnswers(call -> {
            if (call.endsWith("/proof")) {
                await(closed);
            }
            return false;
        });
        cloud.store().faults((key, n, attempt) -> {
            await(Duration.ofMillis(100));
            return null;
        });
        UploadResult result = upload(bob, Files.copy(source, folder.resolve("b.bin")));
        closed.countDown();
        assertThat(result.how()).isEqualTo(How.PROVED);
        assertThat(result.took()).isLessThan(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "UNAVAILABLE", "NOT_FOUND", "FORBIDDEN", "INTERNAL", "NO_SUCH_ROUTE"})
    void an_upload_goes_on_when_nobody_can_be_asked(ProblemCode code) throws Exception {
        Path source = Signed.file(folder, "a.bin", 20 * MIB, 1);
        upload(ann, source);
        forget();
        cloud.refuse(call ->
                call.endsWith("/instant") || call.endsWith("/reuse") ? new ProblemException(code, "not now") : null);
        UploadResult result = upload(ann, Files.copy(source, folder.resolve("b.bin")));
        assertThat(result.how()).isEqualTo(How.UPLOADED);
        assertThat(result.bytesSent()).isEqualTo(20 * MIB);
    }

    @Test
    void a_service_that_has_had_enough_of_asking_is_left_alone_for_as_long_as_it_says() throws Exception {
        Path source = Signed.file(folder, "a.bin", 9 * MIB, 1);
        upload(ann, source);
        forget();
        refuseQuestionsFor(60);
        for (String name : List.of("b.bin", "c.bin")) {
            assertThat(upload(ann, Files.copy(source, folder.resolve(name))).how())
                    .isEqualTo(How.UPLOADED);
        }
        assertThat(asked("/instant")).isOne();
    }

    /** The service counts what the account doesn't hold. */
    @Test
    void ones_own_content_is_asked_for_while_others_is_not() throws Exception {
        Path own = Signed.file(folder, "a.bin", 9 * MIB, 1);
        upload(ann, own);
        Path unknown = Signed.file(folder, "b.bin", 9 * MIB, 2);
        refuseQuestionsFor(60);
        assertThat(upload(ann, unknown).how()).isEqualTo(How.UPLOADED);
        cloud.refuse(call -> null);
        forget();

        assertThat(upload(ann, Signed.file(folder, "c.bin", 9 * MIB, 3)).how()).isEqualTo(How.UPLOADED);
        assertThat(asked("/instant")).isZero();
        assertThat(upload(ann, Files.copy(own, folder.resolve("d.bin"))).how()).isEqualTo(How.INSTANT);
    }

    @Test
    void while_the_service_is_left_alone_sending_does_not_wait_for_the_hash() throws Exception {
        Path source = Signed.file(folder, "a.bin", 20 * MIB, 1);
        upload(ann, source);
        refuseQuestionsFor(60);
        upload(ann, Files.copy(source, folder.resolve("b.bin")));
        Watched watched = new Watched();
        ann.upload(Signed.toRoot(ann, Files.copy(source, folder.resolve("c.bin"))), watched);
        assertThat(watched.phases).containsExactly(Progress.Phase.SENDING, Progress.Phase.MERGING);
    }

    /**
     * The second file is refused between the first one's decision to ask and the end of its hash: beyond its first part it
     * is hashed when it asks, and not before.
     */
    @Test
    void a_file_that_was_going_to_ask_does_not_when_another_one_was_refused_meanwhile() throws Exception {
        Path source = Signed.file(folder, "a.bin", 20 * MIB, 1);
        upload(ann, source);
        CountDownLatch checking = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        AtomicLong hashed = new AtomicLong();
        Progress slowly = new Progress() {
            @Override
            public void phase(Phase phase) {
                if (phase == Phase.CHECKING) {
                    checking.countDown();
                }
            }

            @Override
            public void hashed(long bytes) {
                if (hashed.addAndGet(bytes) > 8 * MIB) {
                    await(refused);
                }
            }
        };
        try (CloudstoreClient again = Signed.onAnotherMachine(cloud, ann, InstantTest::withoutLookAhead)) {
            forget();
            refuseQuestionsFor(60);
            Path first = Files.copy(source, folder.resolve("b.bin"));
            FutureTask<UploadResult> slow = new FutureTask<>(() -> again.upload(Signed.toRoot(again, first), slowly));
            Thread.ofVirtual().start(slow);
            await(checking);
            assertThat(upload(again, Files.copy(source, folder.resolve("c.bin")))
                            .how())
                    .isEqualTo(How.UPLOADED);
            refused.countDown();
            assertThat(slow.get().how()).isEqualTo(How.UPLOADED);
        }
        assertThat(asked("/instant")).isOne();
    }

    static ClientSettings withoutLookAhead(ClientSettings settings) {
        return new ClientSettings(
                settings.server(),
                settings.connections(),
                settings.callTries(),
                settings.transferTries(),
                settings.backoffBase(),
                settings.backoffCap(),
                settings.stall(),
                settings.callTimeout(),
                settings.mergePatience(),
                1,
                settings.instant());
    }

    @Test
    void a_pause_of_asking_ends_when_it_was_said_to() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
        ClaimPause pause = new ClaimPause(nanos::get);
        assertThat(pause.isOver()).isTrue();
        pause.begin(1L);
        nanos.addAndGet(999_999_999);
        assertThat(pause.isOver()).isFalse();
        nanos.addAndGet(1);
        assertThat(pause.isOver()).isTrue();
        pause.begin(null);
        nanos.addAndGet(59_999_999_999L);
        assertThat(pause.isOver()).isFalse();
        nanos.addAndGet(1);
        assertThat(pause.isOver()).isTrue();
        pause.begin(Long.MAX_VALUE);
        nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        assertThat(pause.isOver()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "UNAVAILABLE", "NOT_FOUND"})
    void an_upload_goes_on_when_no_proof_is_taken(ProblemCode code) throws Exception {
        Path source = Signed.file(folder, "a.bin", 20 * MIB, 1);
        upload(ann, source);
        cloud.refuse(call -> call.endsWith("/proof") ? new ProblemException(code, "not now") : null);
        assertThat(upload(bob, Files.copy(source, folder.resolve("b.bin"))).bytesSent())
                .isEqualTo(20 * MIB);
    }

    @Test
    void nothing_is_claimed_of_a_source_that_changes_before_the_proof() throws Exception {
        Path source = Signed.file(folder, "a.bin", 20 * MIB, 1);
        upload(ann, source);
        Path copy = Files.copy(source, folder.resolve("b.bin"));
        forget();
        cloud.store().faults((key, n, attempt) -> n == 3 ? Fault.STALL : null);
        AtomicInteger asked = new AtomicInteger();
        cloud.refuse(call -> {
            if (call.endsWith("/instant") && asked.incrementAndGet() == 1) {
                touch(copy);
            }
            return null;
        });
        Thread end = endingStallsAfter(Duration.ofMillis(500));
        assertThatThrownBy(() -> upload(bob, copy)).isInstanceOf(SourceChangedException.class);
        end.join();
        assertThat(asked).hasValue(1);
        assertThat(asked("/instant/proof")).isZero();
    }

    @Test
    void with_instant_off_nobody_is_asked_and_every_byte_is_sent() throws Exception {
        Path source = Signed.file(folder, "a.bin", 100 * MIB, 1);
        upload(ann, source);
        forget();
        try (CloudstoreClient again =
                Signed.onAnotherMachine(cloud, ann, settings -> settings.withInstant(InstantMode.OFF))) {
            UploadResult result = upload(again, Files.copy(source, folder.resolve("b.bin")));
            assertThat(result.how()).isEqualTo(How.UPLOADED);
            assertThat(result.bytesSent()).isEqualTo(100 * MIB);
        }
        assertThat(asked("/instant")).isZero();
        assertThat(asked("/reuse")).isZero();
    }

    @Test
    void small_content_that_the_account_does_not_hold_is_sent_without_asking() throws Exception {
        upload(ann, Signed.file(folder, "a.bin", MIB - 1, 1));
        assertThat(asked("/instant")).isZero();
    }

    @Test
    void waiting_for_the_answer_can_be_interrupted() throws Exception {
        Path source = Signed.file(folder, "a.bin", 20 * MIB, 1);
        upload(ann, source);
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        cloud.refuse(call -> {
            if (call.endsWith("/instant")) {
                waiting.countDown();
                await(end);
                return new ProblemException(ProblemCode.FORBIDDEN, "nobody waits for it any more");
            }
            return null;
        });
        AtomicReference<Throwable> outcome = new AtomicReference<>();
        Path copy = Files.copy(source, folder.resolve("b.bin"));
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                upload(ann, copy);
            } catch (Throwable e) {
                outcome.set(e);
            }
        });
        waiting.await();
        thread.interrupt();
        thread.join();
        end.countDown();
        assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
        cloud.refuse(call -> null);
        assertThat(upload(ann, copy).how()).isEqualTo(How.INSTANT);
    }

    private Thread endingStallsAfter(Duration pause) {
        return Thread.ofVirtual().start(() -> {
            await(pause);
            cloud.store().faults(Faults.NONE);
            cloud.store().endStalls();
        });
    }

    private long asked(String end) {
        return cloud.calls().stream()
                .filter(call -> call.startsWith("POST") && call.endsWith(end))
                .count();
    }

    private void refuseQuestionsFor(long seconds) {
        cloud.refuse(call -> call.endsWith("/instant")
                ? ProblemException.retryAfter(ProblemCode.RATE_LIMITED, "enough", seconds)
                : null);
    }

    private void forget() {
        cloud.store().forgetPuts();
        cloud.forgetCalls();
    }

    private static UploadResult upload(CloudstoreClient client, Path source) throws IOException, InterruptedException {
        return client.upload(Signed.toRoot(client, source), Progress.NONE);
    }

    private static void touch(Path source) {
        try {
            Files.setLastModifiedTime(source, FileTime.fromMillis(1_000_000));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Notes what a watcher is told. */
    private static final class Watched implements Progress {
        final List<Phase> phases = new CopyOnWriteArrayList<>();
        final AtomicLong moved = new AtomicLong();
        final AtomicLong reused = new AtomicLong();

        @Override
        public void phase(Phase phase) {
            phases.add(phase);
        }

        @Override
        public void moved(long bytes) {
            moved.addAndGet(bytes);
        }

        @Override
        public void reused(long bytes) {
            reused.addAndGet(bytes);
        }
    }
}
