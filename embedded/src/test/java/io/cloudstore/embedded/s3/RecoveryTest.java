package io.cloudstore.embedded.s3;

import static io.cloudstore.embedded.s3.Fixture.LONG_TERM;
import static io.cloudstore.embedded.s3.Fixture.STAGING;
import static io.cloudstore.embedded.s3.Fixture.bytes;
import static io.cloudstore.embedded.s3.Fixture.sha256;
import static io.cloudstore.embedded.s3.ObjectContractTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** What a start makes of what an earlier run, or a kill, left in the data folder. */
class RecoveryTest {
    @TempDir
    Path folder;

    private static String begin(S3Client s3, String key) {
        return s3.createMultipartUpload(c -> c.bucket(STAGING).key(key).checksumAlgorithm(ChecksumAlgorithm.SHA256))
                .uploadId();
    }

    private static CompletedPart send(S3Client s3, String key, String id, byte[] content) {
        String etag = s3.uploadPart(
                        u -> u.bucket(STAGING)
                                .key(key)
                                .uploadId(id)
                                .partNumber(1)
                                .checksumSHA256(sha256(content)),
                        RequestBody.fromBytes(content))
                .eTag();
        return CompletedPart.builder()
                .partNumber(1)
                .eTag(etag)
                .checksumSHA256(sha256(content))
                .build();
    }

    private static void complete(S3Client s3, String key, String id, CompletedPart part) {
        s3.completeMultipartUpload(c -> c.bucket(STAGING).key(key).uploadId(id).multipartUpload(m -> m.parts(part)));
    }

    private Path bucket() {
        return folder.resolve("buckets").resolve(STAGING);
    }

    @Test
    void objects_and_open_uploads_are_there_after_a_restart() throws Exception {
        String longKey = "long/" + "é".repeat(300);
        String id;
        CompletedPart part;
        try (Fixture fixture = new Fixture(folder)) {
            fixture.s3.putObject(p -> p.bucket(LONG_TERM).key(longKey), RequestBody.fromString("long"));
            id = begin(fixture.s3, "staging/open");
            part = send(fixture.s3, "staging/open", id, bytes(1000, 1));
        }
        try (Fixture fixture = new Fixture(folder)) {
            assertThat(fixture.s3.listObjectsV2(l -> l.bucket(LONG_TERM)).contents())
                    .singleElement()
                    .satisfies(object -> assertThat(object.key()).isEqualTo(longKey));
            assertThat(fixture.s3.listMultipartUploads(l -> l.bucket(STAGING)).uploads())
                    .singleElement()
                    .satisfies(upload -> assertThat(upload.uploadId()).isEqualTo(id));
            complete(fixture.s3, "staging/open", id, part);
            assertThat(fixture.s3
                            .getObjectAsBytes(g -> g.bucket(STAGING).key("staging/open"))
                            .asByteArrayUnsafe())
                    .isEqualTo(bytes(1000, 1));
        }
    }

    @Test
    void with_fsync_the_same_is_stored() throws Exception {
        S3Settings durable = Fixture.settings(folder, Clock.systemUTC(), true);
        try (Fixture fixture = new Fixture(durable, (queue, events) -> {})) {
            fixture.s3.putObject(p -> p.bucket(STAGING).key("staging/durable"), RequestBody.fromString("durable"));
            String id = begin(fixture.s3, "staging/parts");
            complete(fixture.s3, "staging/parts", id, send(fixture.s3, "staging/parts", id, bytes(1000, 8)));
        }
        try (Fixture fixture = new Fixture(durable, (queue, events) -> {})) {
            assertThat(fixture.s3.listObjectsV2(l -> l.bucket(STAGING)).contents())
                    .extracting(object -> object.size())
                    .containsExactly(7L, 1000L);
        }
    }

    @Test
    void killed_between_making_the_object_visible_and_closing_its_upload() throws Exception {
        String id;
        try (Fixture fixture = new Fixture(folder)) {
            id = begin(fixture.s3, "staging/done");
            complete(fixture.s3, "staging/done", id, send(fixture.s3, "staging/done", id, bytes(1000, 2)));
        }
        Files.createFile(bucket().resolve("uploads").resolve(id));
        try (Fixture fixture = new Fixture(folder)) {
            assertThat(fixture.s3.listMultipartUploads(l -> l.bucket(STAGING)).uploads())
                    .isEmpty();
            assertRefused(
                    404,
                    "NoSuchUpload",
                    () -> fixture.s3.abortMultipartUpload(
                            a -> a.bucket(STAGING).key("staging/done").uploadId(id)));
            assertThat(fixture.s3
                            .getObjectAsBytes(g -> g.bucket(STAGING).key("staging/done"))
                            .asByteArrayUnsafe())
                    .isEqualTo(bytes(1000, 2));
        }
    }

    @Test
    void parts_that_no_object_took_and_unfinished_files_are_removed() throws Exception {
        String orphan;
        String taken;
        try (Fixture fixture = new Fixture(folder)) {
            orphan = begin(fixture.s3, "staging/orphan");
            send(fixture.s3, "staging/orphan", orphan, bytes(1000, 3));
            taken = begin(fixture.s3, "staging/taken");
            complete(fixture.s3, "staging/taken", taken, send(fixture.s3, "staging/taken", taken, bytes(1000, 4)));
        }
        Files.delete(bucket().resolve("uploads").resolve(orphan)); // killed in the middle of an abort
        Files.createDirectory(bucket().resolve("parts/half-created"));
        Files.writeString(folder.resolve("tmp/half-written"), "half");
        try (Fixture fixture = new Fixture(folder)) {
            await().untilAsserted(
                            () -> assertThat(names(bucket().resolve("parts"))).containsExactly(taken));
            assertThat(folder.resolve("tmp")).isEmptyDirectory();
            assertThat(fixture.s3
                            .headObject(
                                    h -> h.bucket(STAGING).key("staging/taken").checksumMode(ChecksumMode.ENABLED))
                            .contentLength())
                    .isEqualTo(1000);
        }
    }

    @Test
    void deleting_replacing_and_aborting_free_the_parts() throws Exception {
        try (Fixture fixture = new Fixture(folder)) {
            for (String key : List.of("staging/deleted", "staging/replaced")) {
                String id = begin(fixture.s3, key);
                complete(fixture.s3, key, id, send(fixture.s3, key, id, bytes(1000, 5)));
            }
            String aborted = begin(fixture.s3, "staging/aborted");
            send(fixture.s3, "staging/aborted", aborted, bytes(1000, 6));
            fixture.s3.deleteObject(d -> d.bucket(STAGING).key("staging/deleted"));
            fixture.s3.putObject(p -> p.bucket(STAGING).key("staging/replaced"), RequestBody.fromString("x"));
            fixture.s3.abortMultipartUpload(
                    a -> a.bucket(STAGING).key("staging/aborted").uploadId(aborted));
            assertThat(bucket().resolve("parts")).isEmptyDirectory();
            assertThat(folder.resolve("tmp")).isEmptyDirectory();
        }
    }

    @Test
    void uploads_older_than_the_limit_are_aborted_at_start() throws Exception {
        SettableClock clock = new SettableClock();
        String id;
        try (Fixture fixture = new Fixture(folder, clock, (queue, events) -> {})) {
            id = begin(fixture.s3, "staging/old");
            send(fixture.s3, "staging/old", id, bytes(1000, 7));
        }
        clock.move(Duration.ofDays(29));
        try (Fixture fixture = new Fixture(folder, clock, (queue, events) -> {})) {
            fixture.engine.abortStaleUploads();
            assertThat(names(bucket().resolve("uploads"))).containsExactly(id);
        }
        clock.move(Duration.ofDays(31));
        try (Fixture fixture = new Fixture(folder, clock, (queue, events) -> {})) {
            assertThat(fixture.engine.endpoint()).hasHost("127.0.0.1");
            await().untilAsserted(() -> assertThat(bucket().resolve("parts")).isEmptyDirectory());
        }
        clock.move(Duration.ZERO);
        try (Fixture fixture = new Fixture(folder, clock, (queue, events) -> {})) {
            assertRefused(
                    404,
                    "NoSuchUpload",
                    () -> fixture.s3.listParts(
                            l -> l.bucket(STAGING).key("staging/old").uploadId(id)));
        }
    }

    private static List<String> names(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}
