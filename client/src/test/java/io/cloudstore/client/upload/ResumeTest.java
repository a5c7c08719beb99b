package io.cloudstore.client.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.client.fake.FakeCloud;
import io.cloudstore.client.fake.FakeStore.Fault;
import io.cloudstore.client.fake.FakeStore.Faults;
import io.cloudstore.client.fake.Signed;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.upload.UploadResult.How;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.FolderView;
import io.cloudstore.protocol.wire.HeldPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upload ends early and is carried on. */
class ResumeTest {
    private static final int MIB = 1 << 20;

    private final FakeCloud cloud = new FakeCloud();
    private final CloudstoreClient client = Signed.in(cloud);

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        client.close();
        cloud.close();
    }

    @Test
    void only_what_is_missing_is_sent() throws Exception {
        Path source = Signed.file(folder, "a.bin", 60 * MIB, 1);
        leaveOpen(source, 5);
        List<String> before = cloud.store().puts();
        cloud.store().forgetPuts();

        UploadResult result = upload(source);

        assertThat(result.how()).isEqualTo(How.RESUMED);
        assertThat(cloud.store().puts()).hasSize(8 - before.size()).doesNotContainAnyElementsOf(before);
        assertThat(result.bytesReused()).isPositive().isEqualTo(60 * MIB - result.bytesSent());
        assertThat(cloud.store().content(result.file().id())).isEqualTo(Files.readAllBytes(source));
        assertThat(client.uploads().list()).isEmpty();
    }

    @Test
    void a_part_whose_source_changed_meanwhile_is_sent_again() throws Exception {
        Path source = Signed.file(folder, "a.bin", 60 * MIB, 1);
        leaveOpen(source, 8);
        overwrite(source, 9 * MIB);

        UploadResult result = upload(source);

        assertThat(result.how()).isEqualTo(How.RESUMED);
        assertThat(result.bytesSent()).isLessThan(60 * MIB);
        assertThat(cloud.store().content(result.file().id())).isEqualTo(Files.readAllBytes(source));
    }

    @Test
    void another_machine_sends_only_what_is_missing() throws Exception {
        Path source = Signed.file(folder, "a.bin", 60 * MIB, 1);
        leaveOpen(source, 5);
        List<String> before = cloud.store().puts();
        cloud.store().forgetPuts();
        Path there = Files.copy(
                source, Files.createDirectory(folder.resolve("there")).resolve("a.bin"));

        try (CloudstoreClient laptop = Signed.onAnotherMachine(cloud, client)) {
            UploadResult result = laptop.upload(Signed.toRoot(laptop, there), Progress.NONE);

            assertThat(result.how()).isEqualTo(How.RESUMED);
            assertThat(result.bytesHeld()).isPositive().isEqualTo(60 * MIB - result.bytesSent());
            assertThat(cloud.store().puts()).hasSize(8 - before.size()).doesNotContainAnyElementsOf(before);
            assertThat(cloud.store().content(result.file().id())).isEqualTo(Files.readAllBytes(source));
        }
    }

    @Test
    void another_file_of_the_same_name_and_size_begins_its_own_upload() throws Exception {
        leaveOpen(Signed.file(folder, "a.bin", 60 * MIB, 1), 5);
        String first = client.uploads().list().getFirst().uploadId();
        Path other = Signed.file(Files.createDirectory(folder.resolve("there")), "a.bin", 60 * MIB, 2);

        UploadResult result = upload(other);

        assertThat(result.how()).isEqualTo(How.UPLOADED);
        assertThat(cloud.store().content(result.file().id())).isEqualTo(Files.readAllBytes(other));
        assertThat(client.uploads().list())
                .singleElement()
                .satisfies(upload -> assertThat(upload.uploadId()).isEqualTo(first));
        assertThat(client.uploads().get(first).heldParts()).isNotEmpty();
    }

    /** Two machines have one upload open for files that differ after the first part. Either file is whole or not there. */
    @Test
    void an_upload_that_another_machine_completed_with_other_content_is_no_success() throws Exception {
        Path source = Signed.file(folder, "a.bin", 30 * MIB, 1);
        Path there = Files.copy(
                source, Files.createDirectory(folder.resolve("there")).resolve("a.bin"));
        overwrite(there, 9 * MIB);
        AtomicBoolean once = new AtomicBoolean();
        cloud.refuse(call -> {
            if (call.endsWith("/complete") && once.compareAndSet(false, true)) {
                try (CloudstoreClient laptop = Signed.onAnotherMachine(cloud, client)) {
                    laptop.upload(Signed.toRoot(laptop, there), Progress.NONE);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return null;
        });

        assertThatThrownBy(() -> upload(source))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.UPLOAD_CLOSED));
        assertThat(cloud.files())
                .singleElement()
                .satisfies(file -> assertThat(cloud.store().content(file.id())).isEqualTo(Files.readAllBytes(there)));
    }

    /** What came by an earlier attempt is told as such, though a hit made it needless. */
    @Test
    void what_an_earlier_attempt_had_sent_is_told_when_the_rest_need_not_be_sent() throws Exception {
        Path source = Signed.file(folder, "a.bin", 60 * MIB, 1);
        leaveOpen(source, 5);
        String left = client.uploads().list().getFirst().uploadId();
        upload(Files.copy(source, folder.resolve("b.bin")));
        long held = Objects.requireNonNull(client.uploads().get(left).heldParts()).stream()
                .mapToLong(HeldPart::size)
                .sum();
        cloud.store().forgetPuts();

        UploadResult result = upload(source);

        assertThat(result.how()).isEqualTo(How.INSTANT);
        assertThat(cloud.store().puts()).isEmpty();
        assertThat(result.bytesSent()).isZero();
        assertThat(result.bytesReused()).isEqualTo(60 * MIB);
        assertThat(result.bytesHeld()).isEqualTo(held).isBetween(1L, 60L * MIB - 1);
        assertThat(result.bytesCopied()).isZero();
    }

    @Test
    void an_upload_that_is_open_for_another_folder_is_told_of_and_left_alone() throws Exception {
        Path source = Signed.file(folder, "a.bin", 60 * MIB, 1);
        FolderView movies = client.drive().createFolder("root", "movies");
        cloud.store().faults((key, part, attempt) -> part == 5 ? Fault.REFUSED : null);
        assertThatThrownBy(() -> client.upload(in(movies, source), Progress.NONE))
                .isInstanceOf(IOException.class);
        cloud.store().faults(Faults.NONE);
        Elsewhere elsewhere = new Elsewhere();

        UploadResult result = client.upload(Signed.toRoot(client, source), elsewhere);

        assertThat(elsewhere.paths).containsExactly(RemotePath.parse("/movies/a.bin"));
        assertThat(result.how()).isEqualTo(How.UPLOADED);
        assertThat(client.uploads().list())
                .singleElement()
                .satisfies(upload -> assertThat(upload.folderId()).isEqualTo(movies.id()));

        assertThat(client.upload(in(movies, source), elsewhere).how()).isEqualTo(How.INSTANT);
        assertThat(elsewhere.paths).as("carried on there").hasSize(1);
    }

    @Test
    void of_uploads_elsewhere_only_those_of_the_same_file_that_can_be_carried_on_are_told_of() throws Exception {
        Path source = Signed.file(folder, "a.bin", 60 * MIB, 1);
        FolderView movies = client.drive().createFolder("root", "movies");
        cloud.store().faults((key, part, attempt) -> part == 5 ? Fault.REFUSED : null);
        assertThatThrownBy(() -> client.upload(in(movies, source), Progress.NONE))
                .isInstanceOf(IOException.class);
        Elsewhere elsewhere = new Elsewhere();

        Path there = Files.createDirectory(folder.resolve("there"));
        Path other = Signed.file(there, "a.bin", 60 * MIB, 2);
        assertThatThrownBy(() -> client.upload(Signed.toRoot(client, other), elsewhere))
                .isInstanceOf(IOException.class);
        Path renamed = Files.copy(source, folder.resolve("b.bin"));
        assertThatThrownBy(() -> client.upload(Signed.toRoot(client, renamed), elsewhere))
                .isInstanceOf(IOException.class);
        client.drive().deleteFolder(movies.id());
        assertThatThrownBy(() -> client.upload(Signed.toRoot(client, source), elsewhere))
                .isInstanceOf(IOException.class);

        assertThat(elsewhere.paths).isEmpty();
    }

    @Test
    void an_upload_that_merges_elsewhere_is_not_told_of() throws Exception {
        Path source = Signed.file(folder, "a.bin", 20 * MIB, 1);
        FolderView movies = client.drive().createFolder("root", "movies");
        cloud.mergeAfter(3);
        AtomicInteger asked = new AtomicInteger();
        cloud.refuse(call -> call.endsWith("/complete") && asked.incrementAndGet() == 2
                ? new ProblemException(ProblemCode.FORBIDDEN, "stands for a client that ended here")
                : null);
        assertThatThrownBy(() -> client.upload(in(movies, source), Progress.NONE))
                .isInstanceOf(ProblemException.class);
        Elsewhere elsewhere = new Elsewhere();

        assertThat(client.upload(Signed.toRoot(client, source), elsewhere).how())
                .isEqualTo(How.UPLOADED);
        assertThat(elsewhere.paths).isEmpty();
    }

    private static UploadRequest in(FolderView to, Path source) {
        RemotePath path =
                RemotePath.ROOT.child(to.name()).child(source.getFileName().toString());
        return new UploadRequest(source, to.id(), path, Conflict.RENAME, new Existing.Unknown());
    }

    /** Notes where uploads are open besides. */
    private static final class Elsewhere implements Progress {
        final List<RemotePath> paths = new CopyOnWriteArrayList<>();

        @Override
        public void openElsewhere(RemotePath path) {
            paths.add(path);
        }
    }

    private static void overwrite(Path source, long at) throws IOException {
        try (FileChannel channel = FileChannel.open(source, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1000]), at);
        }
    }

    @Test
    void a_file_of_another_size_begins_anew() throws Exception {
        Path source = Signed.file(folder, "a.bin", 60 * MIB, 1);
        leaveOpen(source, 5);
        Files.write(source, new byte[1], StandardOpenOption.APPEND);
        UploadResult result = upload(source);
        assertThat(result.how()).isEqualTo(How.UPLOADED);
        assertThat(result.bytesReused()).isZero();
    }

    @Test
    void a_completed_upload_whose_merge_goes_on_is_waited_for_and_not_sent_again() throws Exception {
        Path source = Signed.file(folder, "a.bin", 20 * MIB, 1);
        cloud.mergeAfter(3);
        AtomicInteger asked = new AtomicInteger();
        cloud.refuse(call -> call.endsWith("/complete") && asked.incrementAndGet() == 2
                ? new ProblemException(ProblemCode.FORBIDDEN, "stands for a client that ended here")
                : null);
        assertThatThrownBy(() -> upload(source)).isInstanceOf(ProblemException.class);
        cloud.store().forgetPuts();

        UploadResult result = upload(source);

        assertThat(result.how()).isEqualTo(How.RESUMED);
        assertThat(result.bytesSent()).isZero();
        assertThat(result.bytesReused()).isEqualTo(20 * MIB);
        assertThat(cloud.store().puts()).isEmpty();
        assertThat(cloud.files()).hasSize(1);
    }

    @Test
    void an_interrupt_ends_an_upload_quickly_and_keeps_it_open() throws Exception {
        Path source = Signed.file(folder, "a.bin", 60 * MIB, 1);
        CountDownLatch underWay = new CountDownLatch(1);
        cloud.store().faults((key, n, attempt) -> {
            if (n > 2) {
                underWay.countDown();
                return Fault.STALL;
            }
            return null;
        });
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                upload(source);
            } catch (Throwable e) {
                end.set(e);
            }
        });
        underWay.await();
        thread.interrupt();
        thread.join();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(client.uploads().list()).hasSize(1);

        cloud.store().faults(Faults.NONE);
        assertThat(upload(source).how()).isEqualTo(How.RESUMED);
    }

    /** Leaves an upload of {@code source} open in which part {@code n} was never taken. */
    private void leaveOpen(Path source, int n) throws InterruptedException {
        cloud.store().faults((key, part, attempt) -> part == n ? Fault.REFUSED : null);
        assertThatThrownBy(() -> upload(source)).isInstanceOf(IOException.class);
        cloud.store().awaitIdle();
        cloud.store().faults(Faults.NONE);
    }

    private UploadResult upload(Path source) throws IOException, InterruptedException {
        return client.upload(Signed.toRoot(client, source), Progress.NONE);
    }
}
