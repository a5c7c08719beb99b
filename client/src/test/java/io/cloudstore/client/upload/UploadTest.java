package io.cloudstore.client.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.fake.FakeCloud;
import io.cloudstore.client.fake.Signed;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.upload.UploadResult.How;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file goes up: what is sent, how often, and what is said of it. */
class UploadTest {
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

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8 * MIB - 1, 8 * MIB, 8 * MIB + 1, 20 * MIB})
    void every_byte_arrives_whatever_the_size(int size) throws Exception {
        Path source = Signed.file(folder, "a.bin", size, size);

        UploadResult result = upload(source);

        assertThat(result.how()).isEqualTo(How.UPLOADED);
        assertThat(result.file().contentId()).isEqualTo(Signed.contentId(Files.readAllBytes(source)));
        assertThat(cloud.store().content(result.file().id())).isEqualTo(Files.readAllBytes(source));
        assertThat(result.bytesTotal()).isEqualTo(size);
        assertThat(result.bytesSent()).isEqualTo(size);
        assertThat(result.bytesReused()).isZero();
        assertThat(result.path()).hasToString("/a.bin");
    }

    @Test
    void a_small_file_takes_one_call_before_and_one_after_its_put() throws Exception {
        UploadRequest request = Signed.toRoot(client, Signed.file(folder, "a.bin", 10, 1));
        UploadRequest known = new UploadRequest(
                request.source(), request.folderId(), request.path(), Conflict.FAIL, new Existing.Absent());
        client.upload(known, Progress.NONE);
        cloud.forgetCalls();
        Path other = Signed.file(folder, "b.bin", 10, 2);

        client.upload(
                new UploadRequest(
                        other,
                        request.folderId(),
                        request.path().parent().child("b.bin"),
                        Conflict.FAIL,
                        new Existing.Absent()),
                Progress.NONE);

        assertThat(cloud.calls()).hasSize(2);
        assertThat(cloud.calls().getFirst()).isEqualTo("POST /v1/uploads");
        assertThat(cloud.calls().getLast()).endsWith("/complete");
    }

    @Test
    void parts_are_signed_in_growing_batches() throws Exception {
        cloud.store().forgetBytes();
        UploadResult result = upload(sparse("large.bin", 100L * 8 * MIB));
        assertThat(cloud.batches().getFirst()).isLessThanOrEqualTo(8);
        assertThat(cloud.batches().stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
        // Smaller batches than planned come once a second at most, where the machine hashes slowly.
        int seconds = Math.toIntExact(result.took().toSeconds());
        assertThat(cloud.batches()).hasSizeLessThanOrEqualTo(6 + seconds);
    }

    @Test
    void urls_may_come_later_than_the_opening() throws Exception {
        cloud.withoutUrlsAtOpening();
        assertThat(upload(Signed.file(folder, "a.bin", 9 * MIB, 1)).how()).isEqualTo(How.UPLOADED);
    }

    @Test
    void the_same_content_at_the_same_path_is_sent_again_when_that_is_in_quarantine() throws Exception {
        Path source = Signed.file(folder, "a.bin", 9 * MIB, 1);
        cloud.quarantine(upload(source).file().id());
        assertThat(upload(source).how()).isNotEqualTo(How.UNCHANGED);
    }

    @Test
    void the_same_content_at_the_same_path_changes_nothing_and_sends_nothing() throws Exception {
        Path source = Signed.file(folder, "a.bin", 9 * MIB, 1);
        UploadResult first = upload(source);
        cloud.store().forgetPuts();
        cloud.forgetCalls();

        UploadResult second = upload(source);

        assertThat(second.how()).isEqualTo(How.UNCHANGED);
        assertThat(second.file().id()).isEqualTo(first.file().id());
        assertThat(second.bytesSent()).isZero();
        assertThat(cloud.store().puts()).isEmpty();
        assertThat(cloud.calls()).noneMatch(call -> call.startsWith("POST"));
    }

    @Test
    void other_content_at_the_same_path_follows_the_conflict_choice() throws Exception {
        upload(Signed.file(folder, "a.bin", 100, 1));
        Path other = Signed.file(folder, "a.bin", 100, 2);

        assertThatThrownBy(() -> upload(other, Conflict.FAIL))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.NAME_TAKEN));
        assertThat(upload(other, Conflict.RENAME).path()).hasToString("/a.bin (1)");
        assertThat(upload(other, Conflict.REPLACE).path()).hasToString("/a.bin");
        assertThat(cloud.files()).hasSize(2);
    }

    @Test
    void a_merge_that_takes_its_time_is_waited_for() throws Exception {
        cloud.mergeAfter(3);
        assertThat(upload(Signed.file(folder, "a.bin", 9 * MIB, 1)).file().name())
                .isEqualTo("a.bin");
    }

    @Test
    void files_that_go_up_together_share_one_connection_budget() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<UploadResult>> results = List.of("a", "b", "c").stream()
                    .map(name -> threads.submit(() -> upload(Signed.file(folder, name, 30 * MIB, name.hashCode()))))
                    .toList();
            for (Future<UploadResult> result : results) {
                assertThat(result.get().how()).isEqualTo(How.UPLOADED);
            }
        }
        assertThat(cloud.store().mostInFlight()).isBetween(2, 6);
    }

    @Test
    void what_the_service_refuses_is_told_as_it_said_it() throws Exception {
        cloud.quotaLeft(5);
        Path source = Signed.file(folder, "a.bin", 10, 1);
        assertThatThrownBy(() -> upload(source)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.code()).isEqualTo(ProblemCode.QUOTA_EXCEEDED);
            assertThat(e.requestId()).startsWith("call-");
        });
    }

    @Test
    void what_is_no_file_is_refused() {
        assertThatThrownBy(() -> upload(folder)).isInstanceOf(IOException.class).hasMessageContaining("regular file");
    }

    private UploadResult upload(Path source) throws IOException, InterruptedException {
        return client.upload(Signed.toRoot(client, source), Progress.NONE);
    }

    private UploadResult upload(Path source, Conflict conflict) throws IOException, InterruptedException {
        UploadRequest request = Signed.toRoot(client, source);
        return client.upload(
                new UploadRequest(source, request.folderId(), request.path(), conflict, new Existing.Unknown()),
                Progress.NONE);
    }

    private Path sparse(String name, long size) throws IOException {
        Path path = folder.resolve(name);
        try (var file = new java.io.RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
        }
        return path;
    }
}
