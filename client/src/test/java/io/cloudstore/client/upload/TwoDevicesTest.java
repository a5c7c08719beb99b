package io.cloudstore.client.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.fake.CountedProgress;
import io.cloudstore.client.fake.FakeCloud;
import io.cloudstore.client.fake.FakeStore.Fault;
import io.cloudstore.client.fake.FakeStore.Faults;
import io.cloudstore.client.fake.Signed;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.settings.InstantMode;
import io.cloudstore.client.upload.UploadResult.How;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.FileView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A desk and a laptop carry on one upload, and the desk completes it while the laptop sends: it has the laptop's next
 * parts signed in vain. What the laptop tells is what happened to the bytes.
 */
@Timeout(60)
class TwoDevicesTest {
    private static final int MIB = 1 << 20;
    private static final int SIZE = 60 * MIB;

    private final FakeCloud cloud = new FakeCloud();
    private final CloudstoreClient desk = Signed.in(cloud);

    private final List<Throwable> wrongAtTheDesk = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        desk.close();
        cloud.close();
        assertThat(wrongAtTheDesk).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void an_upload_that_the_desk_completed_was_resumed_whatever_was_asked_besides(InstantMode mode) throws Exception {
        Path source = leftOpen();
        CountDownLatch proofs = new CountDownLatch(mode == InstantMode.AUTO ? 1 : 0);
        cloud.loseAnswers(call -> {
            if (call.endsWith("/proof")) {
                proofs.countDown();
            }
            return false;
        });
        beforeTheLaptopSigns(() -> {
            proofs.await(); // It is SEND: nobody has the content.
            assertThat(upload(desk, source).how()).isEqualTo(How.RESUMED);
        });
        CountedProgress told = new CountedProgress();

        UploadResult result = laptop(mode, source, told);

        assertThat(result.how()).isEqualTo(How.RESUMED);
        assertThat(result.bytesSent()).isZero();
        assertThat(result.bytesHeld()).isEqualTo(SIZE);
        assertThat(result.bytesReused()).isEqualTo(SIZE);
        assertThat(told.bytes()).isEqualTo(SIZE);
        assertThat(cloud.files()).containsExactly(result.file());
        assertThat(cloud.store().content(result.file().id())).isEqualTo(Files.readAllBytes(source));
    }

    @Test
    void what_the_laptop_had_sent_before_is_told_apart_from_what_the_desk_sent() throws Exception {
        Path source = Signed.file(folder, "a.bin", SIZE, 1);
        AtomicBoolean once = new AtomicBoolean();
        cloud.store().faults((key, n, attempt) -> {
            if (n == 5 && once.compareAndSet(false, true)) {
                await(() -> cloud.store().puts().size() == 7);
                cloud.store().faults(Faults.NONE);
                run(() -> assertThat(upload(desk, source).bytesHeld()).isEqualTo(SIZE - 8 * MIB));
                return Fault.NO_SUCH_UPLOAD;
            }
            return null;
        });
        CountedProgress told = new CountedProgress();

        UploadResult result = laptop(InstantMode.OFF, source, told);

        assertThat(result.how()).isEqualTo(How.RESUMED);
        assertThat(result.bytesSent()).isEqualTo(SIZE - 8 * MIB);
        assertThat(result.bytesHeld()).isEqualTo(8 * MIB);
        assertThat(result.bytesReused()).isEqualTo(8 * MIB);
        assertThat(told.bytes()).isEqualTo(SIZE);
    }

    /** One part is hashed at a time, so that those after the one that is signed are not. */
    @Test
    void what_was_not_hashed_when_the_desk_completed_the_upload_is_hashed_then() throws Exception {
        Path source = leftOpen();
        beforeTheLaptopSigns(() -> upload(desk, source));
        try (CloudstoreClient laptop = Signed.onAnotherMachine(
                cloud, desk, settings -> InstantTest.withoutLookAhead(settings).withInstant(InstantMode.OFF))) {
            UploadResult result = upload(laptop, source);
            assertThat(result.how()).isEqualTo(How.RESUMED);
            assertThat(result.bytesHeld()).isEqualTo(SIZE);
        }
    }

    @Test
    void a_merge_that_the_desk_began_is_waited_for() throws Exception {
        cloud.mergeAfter(3);
        Path source = leftOpen();
        beforeTheLaptopSigns(() -> switchOffWhileMerging(source));

        assertThat(laptop(InstantMode.OFF, source, Progress.NONE).how()).isEqualTo(How.RESUMED);
        assertThat(cloud.files()).hasSize(1);
    }

    private void switchOffWhileMerging(Path source) throws IOException, InterruptedException {
        String id = desk.uploads().list().getFirst().uploadId();
        AtomicInteger asked = new AtomicInteger();
        cloud.refuse(call -> call.endsWith("/complete") && asked.incrementAndGet() == 2
                ? new ProblemException(ProblemCode.FORBIDDEN, "the desk is switched off")
                : null);
        assertThatThrownBy(() -> upload(desk, source)).isInstanceOf(ProblemException.class);
        assertThat(desk.uploads().get(id).state()).isEqualTo("MERGING");
    }

    /** The laptop's file is another one from its last part on. */
    @Test
    void a_merge_of_other_content_that_the_desk_began_is_no_success() throws Exception {
        cloud.mergeAfter(3);
        Path source = leftOpen();
        Path other = Files.write(
                Files.createDirectory(folder.resolve("other")).resolve("a.bin"), Files.readAllBytes(source));
        beforeTheLaptopSigns(() -> switchOffWhileMerging(source));
        overwriteEnd(other);

        assertThatThrownBy(() -> laptop(InstantMode.OFF, other, Progress.NONE))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.UPLOAD_CLOSED));
    }

    private static void overwriteEnd(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void an_upload_that_the_desk_got_by_a_hit_is_a_hit() throws Exception {
        Path source = leftOpen();
        long held = SIZE - 8 * MIB;
        beforeTheLaptopSigns(() -> {
            upload(desk, Files.copy(source, folder.resolve("b.bin")));
            assertThat(upload(desk, source).how()).isEqualTo(How.INSTANT);
        });

        UploadResult result = laptop(InstantMode.OFF, source, Progress.NONE);

        assertThat(result.how()).isEqualTo(How.INSTANT);
        assertThat(result.bytesHeld()).isEqualTo(held);
        assertThat(result.bytesReused()).isEqualTo(SIZE);
    }

    @Test
    void an_upload_that_the_desk_gave_up_is_no_success() throws Exception {
        Path source = leftOpen();
        beforeTheLaptopSigns(cloud::abortAll);
        assertThatThrownBy(() -> laptop(InstantMode.OFF, source, Progress.NONE))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.UPLOAD_CLOSED));
    }

    /** Who asks may find the upload merged: by another device, or by the store's event when everything was just sent. */
    @Test
    void only_what_became_a_file_by_a_hit_is_one_to_who_asks_late() throws Exception {
        Path source = Signed.file(folder, "a.bin", 5 * MIB, 1);
        FileView merged = upload(desk, source).file();
        FileView instant =
                upload(desk, Files.copy(source, folder.resolve("b.bin"))).file();

        assertThat(asked(merged, source).hit()).isEmpty();
        assertThat(asked(instant, source).hit())
                .hasValueSatisfying(hit -> assertThat(hit.proved()).isFalse());
    }

    /** Asks for the upload that became {@code file}; the fake names both by one id. */
    private InstantRace asked(FileView file, Path source) throws IOException {
        try (SourceFile opened = SourceFile.open(source)) {
            Board board = new Board(opened.plan(), 1);
            board.hashed(1, Sha256.digestOf(Files.readAllBytes(source)));
            ClaimPause pause = new ClaimPause(System::nanoTime);
            InstantRace race = new InstantRace(desk.uploads(), pause, file.id(), opened, board);
            race.run();
            return race;
        }
    }

    /** A file whose upload the desk began; its part 5 never arrived, all others did. */
    private Path leftOpen() throws IOException {
        Path source = Signed.file(folder, "a.bin", SIZE, 1);
        cloud.store().faults((key, n, attempt) -> {
            if (n == 5) {
                await(() -> cloud.store().puts().size() == 7);
                return Fault.REFUSED;
            }
            return null;
        });
        assertThatThrownBy(() -> upload(desk, source)).isInstanceOf(IOException.class);
        cloud.store().faults(Faults.NONE);
        return source;
    }

    /** Once, when the next parts are to be signed, which must be the laptop's. */
    private void beforeTheLaptopSigns(Step step) {
        AtomicBoolean once = new AtomicBoolean();
        cloud.refuse(call -> {
            if (call.endsWith("/parts") && once.compareAndSet(false, true)) {
                run(step);
            }
            return null;
        });
    }

    private UploadResult laptop(InstantMode mode, Path source, Progress progress)
            throws IOException, InterruptedException {
        Path there = Files.createDirectory(folder.resolve("there")).resolve("a.bin");
        Files.copy(source, there);
        try (CloudstoreClient laptop = Signed.onAnotherMachine(cloud, desk, settings -> settings.withInstant(mode))) {
            return laptop.upload(Signed.toRoot(laptop, there), progress);
        }
    }

    private static UploadResult upload(CloudstoreClient client, Path source) throws IOException, InterruptedException {
        return client.upload(Signed.toRoot(client, source), Progress.NONE);
    }

    /** What the desk does. */
    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    /** In a thread of the fake, where a failure would be one of the connection. */
    private void run(Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException | AssertionError e) {
            wrongAtTheDesk.add(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void await(BooleanSupplier condition) {
        run(() -> {
            while (!condition.getAsBoolean()) {
                Thread.sleep(5);
            }
        });
    }
}
