package io.cloudstore.client.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.fake.FakeCloud;
import io.cloudstore.client.fake.Signed;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.upload.UploadResult.How;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts that the account holds in other content are copied by the store and not sent. */
class PartReuseTest {
    private static final int MIB = 1 << 20;
    private static final int PARTS = 12;

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
    void of_a_file_with_one_changed_part_that_part_is_sent() throws Exception {
        byte[] bytes = stored();
        cloud.proofsTake(Duration.ofSeconds(30));

        UploadResult result = upload(changed(bytes, "b.bin", 50 * MIB));

        assertOnlyOnePartWasSent(result);
        assertThat(result.took()).isLessThan(Duration.ofSeconds(20));
        assertThat(asked("/instant")).isOne();
        assertThat(asked("/reuse")).isLessThanOrEqualTo(2);
        assertThat(asked("/parts")).isLessThanOrEqualTo(1);
    }

    @Test
    void a_service_that_copies_a_few_parts_a_call_is_asked_until_it_has_copied_all() throws Exception {
        cloud.copyAtOnce(4);
        byte[] bytes = stored();
        assertOnlyOnePartWasSent(upload(changed(bytes, "b.bin", 50 * MIB)));
        assertThat(asked("/reuse")).isEqualTo(4);
    }

    @Test
    void a_file_put_over_another_is_compared_with_it_even_if_its_first_part_changed() throws Exception {
        byte[] bytes = stored();
        assertOnlyOnePartWasSent(upload(changed(bytes, "a.bin", 100)));
    }

    @Test
    void a_file_under_another_name_whose_beginning_changed_is_found_out_by_what_is_said_with_the_urls()
            throws Exception {
        byte[] bytes = stored();

        UploadResult result = upload(changed(bytes, "b.bin", 100));

        assertThat(result.bytesCopied()).isEqualTo(4 * 8 * MIB);
        assertThat(cloud.store().puts()).hasSize(8);
        assertThat(cloud.store().content(result.file().id())).isEqualTo(Files.readAllBytes(folder.resolve("b.bin")));
    }

    @Test
    void a_file_that_grew_sends_its_end() throws Exception {
        byte[] bytes = stored();
        Path grown = Files.write(folder.resolve("a.bin"), Arrays.copyOf(bytes, bytes.length + 5 * MIB));

        UploadResult result = upload(grown);

        assertThat(result.bytesSent()).isEqualTo(5 * MIB);
        assertThat(result.bytesCopied()).isEqualTo(bytes.length);
        assertThat(cloud.store().content(result.file().id())).isEqualTo(Files.readAllBytes(grown));
    }

    @Test
    void content_that_resembles_nothing_costs_no_call() throws Exception {
        stored();
        upload(Signed.file(folder, "new.bin", 40 * MIB, 2));
        cloud.store().forgetBytes();
        upload(sparse("larger.bin", 120L * 8 * MIB));
        assertThat(asked("/reuse")).isZero();
    }

    /** The first parts of what is there already come soon, the others after seventy that are new; the first call fails. */
    @Test
    void a_call_that_failed_does_not_end_the_hope_for_later_parts() throws Exception {
        byte[] bytes = stored();
        int half = PARTS / 2 * 8 * MIB;
        Path mixed = sparse("mixed.bin", 8L * 8 * MIB + half + 70L * 8 * MIB + half);
        try (RandomAccessFile file = new RandomAccessFile(mixed.toFile(), "rw")) {
            file.seek(8L * 8 * MIB);
            file.write(bytes, 0, half);
            file.seek(file.length() - half);
            file.write(bytes, half, half);
        }
        cloud.store().forgetBytes();
        AtomicInteger asked = new AtomicInteger();
        cloud.refuse(call -> call.endsWith("/reuse") && asked.incrementAndGet() == 1
                ? new ProblemException(ProblemCode.FORBIDDEN, "not now")
                : null);

        UploadResult result = upload(mixed);

        assertThat(asked.get()).isGreaterThan(1);
        assertThat(result.bytesCopied()).isEqualTo(half);
        assertThat(result.bytesSent()).isEqualTo(Files.size(mixed) - half);
    }

    @Test
    void what_can_not_be_copied_is_sent() throws Exception {
        byte[] bytes = stored();
        AtomicInteger asked = new AtomicInteger();
        cloud.refuse(call -> call.endsWith("/reuse") && asked.incrementAndGet() > 0
                ? new ProblemException(ProblemCode.FORBIDDEN, "no")
                : null);

        UploadResult result = upload(changed(bytes, "b.bin", 50 * MIB));

        assertThat(asked.get()).isBetween(1, 3);
        assertThat(result.bytesSent()).isEqualTo(PARTS * 8 * MIB);
        assertThat(cloud.store().puts()).hasSize(PARTS);
    }

    private void assertOnlyOnePartWasSent(UploadResult result) throws IOException {
        assertThat(result.how()).isEqualTo(How.UPLOADED);
        assertThat(result.bytesSent()).isEqualTo(8 * MIB);
        assertThat(result.bytesCopied()).isEqualTo((PARTS - 1) * 8 * MIB);
        assertThat(result.bytesReused()).isEqualTo(result.bytesCopied());
        assertThat(cloud.store().puts()).hasSize(1);
        assertThat(cloud.store().content(result.file().id()))
                .isEqualTo(
                        Files.readAllBytes(folder.resolve(result.path().name().replace(" (1)", ""))));
    }

    /** Content of twelve parts that the account has stored. */
    private byte[] stored() throws IOException, InterruptedException {
        Path source = Signed.file(folder, "a.bin", PARTS * 8 * MIB, 1);
        upload(source);
        cloud.forgetCalls();
        cloud.store().forgetPuts();
        return Files.readAllBytes(source);
    }

    private Path changed(byte[] bytes, String name, int at) throws IOException {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        return Files.write(folder.resolve(name), changed);
    }

    private Path sparse(String name, long size) throws IOException {
        Path path = folder.resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
        }
        return path;
    }

    private long asked(String end) {
        return cloud.calls().stream()
                .filter(call -> call.startsWith("POST") && call.endsWith(end))
                .count();
    }

    private UploadResult upload(Path source) throws IOException, InterruptedException {
        return client.upload(Signed.toRoot(client, source), Progress.NONE);
    }
}
