package io.cloudstore.client.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.call.UnreachableException;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.client.fake.CountedProgress;
import io.cloudstore.client.fake.FakeCloud;
import io.cloudstore.client.fake.FakeStore.Fault;
import io.cloudstore.client.fake.FakeStore.Faults;
import io.cloudstore.client.fake.Signed;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.store.StoreRefusedException;
import io.cloudstore.client.upload.Conflict;
import io.cloudstore.client.upload.Existing;
import io.cloudstore.client.upload.UploadRequest;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.FileView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file comes down: byte for byte or not at all. */
class DownloadTest {
    private static final int MIB = 1 << 20;

    private final FakeCloud cloud = new FakeCloud();
    private final CloudstoreClient client = Signed.in(cloud, settings -> settings.withStall(Duration.ofMillis(400)));

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        client.close();
        cloud.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8 * MIB - 1, 8 * MIB, 8 * MIB + 1, 20 * MIB})
    void every_byte_comes_back_whatever_the_size(int size) throws Exception {
        FileView file = stored(size, size);
        DownloadResult result = client.download(file.id(), target(), Progress.NONE);
        assertThat(target()).hasBinaryContent(Signed.bytes(size, size));
        assertThat(result.contentId()).isEqualTo(file.contentId());
        assertThat(result.bytesReceived()).isEqualTo(size);
        assertOnlyTheTargetIsLeft();
    }

    @ParameterizedTest
    @EnumSource(names = {"EXPIRED", "SLOW_DOWN", "RESET", "STALL", "CUT"})
    void a_fault_that_passes_costs_only_another_try(Fault fault) throws Exception {
        FileView file = stored(20 * MIB, 1);
        cloud.store().faults((key, n, attempt) -> attempt <= 2 ? fault : null);
        client.download(file.id(), target(), Progress.NONE);
        assertThat(target()).hasBinaryContent(Signed.bytes(20 * MIB, 1));
    }

    @Test
    void a_download_that_ended_early_goes_on_where_it_stopped() throws Exception {
        FileView file = stored(20 * MIB, 1);
        cloud.store().faults((key, n, attempt) -> attempt == 1 ? Fault.CUT : Fault.REFUSED);
        assertThatThrownBy(() -> client.download(file.id(), target(), Progress.NONE))
                .isInstanceOf(StoreRefusedException.class);
        assertThat(target()).doesNotExist();
        cloud.store().faults(Faults.NONE);

        DownloadResult result = client.download(file.id(), target(), Progress.NONE);

        assertThat(target()).hasBinaryContent(Signed.bytes(20 * MIB, 1));
        assertThat(result.bytesReused()).isPositive();
        assertThat(result.bytesReceived()).isEqualTo(20 * MIB - result.bytesReused());
        assertThat(cloud.store().ranges().getLast()).isEqualTo("bytes=" + result.bytesReused() + "-");
        assertOnlyTheTargetIsLeft();
    }

    @Test
    void what_is_left_of_other_content_is_not_continued() throws Exception {
        FileView file = stored(20 * MIB, 1);
        Files.write(folder.resolve("out.bin.part"), Signed.bytes(MIB, 99));
        Files.writeString(folder.resolve("out.bin.part.id"), Signed.contentId(Signed.bytes(MIB, 99)));
        DownloadResult result = client.download(file.id(), target(), Progress.NONE);
        assertThat(result.bytesReused()).isZero();
        assertThat(target()).hasBinaryContent(Signed.bytes(20 * MIB, 1));
    }

    @Test
    void a_damaged_beginning_is_noticed_and_fetched_again() throws Exception {
        FileView file = stored(20 * MIB, 1);
        byte[] damaged = Arrays.copyOf(Signed.bytes(20 * MIB, 1), 9 * MIB);
        damaged[5]++;
        Files.write(folder.resolve("out.bin.part"), damaged);
        Files.writeString(folder.resolve("out.bin.part.id"), file.contentId());
        DownloadResult result = client.download(file.id(), target(), Progress.NONE);
        assertThat(result.bytesReused()).isZero();
        assertThat(target()).hasBinaryContent(Signed.bytes(20 * MIB, 1));
    }

    @Test
    void damage_in_the_store_gives_no_file() throws Exception {
        FileView file = stored(20 * MIB, 1);
        Files.writeString(target(), "what was there");
        cloud.store().damage(file.id());
        assertThatThrownBy(() -> client.download(file.id(), target(), Progress.NONE))
                .isInstanceOf(ContentDiffersException.class)
                .hasMessageContaining(file.contentId());
        assertThat(target()).hasContent("what was there");
        assertOnlyTheTargetIsLeft();
    }

    @Test
    void a_store_that_never_answers_is_given_up_and_what_came_is_kept() throws Exception {
        FileView file = stored(20 * MIB, 1);
        cloud.store().faults((key, n, attempt) -> attempt == 1 ? Fault.CUT : Fault.SLOW_DOWN);
        assertThatThrownBy(() -> client.download(file.id(), target(), Progress.NONE))
                .isInstanceOf(UnreachableException.class);
        assertThat(Files.size(folder.resolve("out.bin.part"))).isPositive();
    }

    @Test
    void a_file_that_is_deleted_meanwhile_is_told_as_such() throws Exception {
        FileView file = stored(20 * MIB, 1);
        AtomicBoolean once = new AtomicBoolean();
        cloud.store().faults((key, n, attempt) -> {
            if (once.compareAndSet(false, true)) {
                cloud.refuse(call -> ProblemException.notFound());
                return Fault.CUT;
            }
            return null;
        });
        assertThatThrownBy(() -> client.download(file.id(), target(), Progress.NONE))
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {20261124, 7, 8})
    void progress_adds_up_to_the_size_whatever_happens(long seed) throws Exception {
        Random random = new Random(seed);
        Fault[] passing = {Fault.EXPIRED, Fault.SLOW_DOWN, Fault.RESET, Fault.CUT};
        int size = MIB + random.nextInt(20 * MIB);
        FileView file = stored(size, seed);
        cloud.store().faults((key, n, attempt) -> attempt < 6 ? passing[random.nextInt(passing.length)] : null);
        CountedProgress told = new CountedProgress();
        client.download(file.id(), target(), told);
        assertThat(target()).hasBinaryContent(Signed.bytes(size, seed));
        assertThat(told.bytes()).isEqualTo(size);
    }

    @Test
    void an_interrupt_ends_a_download_and_keeps_what_came() throws Exception {
        FileView file = stored(20 * MIB, 1);
        Thread caller = Thread.currentThread();
        cloud.store().faults((key, n, attempt) -> {
            if (attempt == 1) {
                return Fault.CUT;
            }
            caller.interrupt();
            return Fault.STALL;
        });
        assertThatThrownBy(() -> client.download(file.id(), target(), Progress.NONE))
                .isInstanceOf(InterruptedException.class);
        assertThat(Files.size(folder.resolve("out.bin.part"))).isPositive();
    }

    private Path target() {
        return folder.resolve("out.bin");
    }

    private void assertOnlyTheTargetIsLeft() throws Exception {
        try (var entries = Files.list(folder)) {
            assertThat(entries).noneMatch(path -> path.toString().contains(".part"));
        }
    }

    private FileView stored(int size, long seed) throws Exception {
        Path source = Signed.file(folder, "source.bin", size, seed);
        String root = client.drive().folder("root").id();
        return client.upload(
                        new UploadRequest(
                                source, root, RemotePath.parse("/a.bin"), Conflict.RENAME, new Existing.Unknown()),
                        Progress.NONE)
                .file();
    }
}
