package io.cloudstore.whitebox;

import static io.cloudstore.protocol.problem.ProblemCode.CONTENT_QUARANTINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.session.MemorySessionStore;
import io.cloudstore.client.settings.ClientSettings;
import io.cloudstore.client.upload.Conflict;
import io.cloudstore.client.upload.Existing;
import io.cloudstore.client.upload.UploadRequest;
import io.cloudstore.embedded.EmbeddedCloud;
import io.cloudstore.embedded.EmbeddedSettings;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.stack.Capability;
import io.cloudstore.stack.DataFolder;
import io.cloudstore.stack.EmbeddedStack;
import io.cloudstore.stack.Needs;
import io.cloudstore.stack.OnTheStack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Content that nobody asks for is looked after: what rots is found and heals, what nobody needs goes. */
@OnTheStack
@Needs(Capability.OWN_ENGINES)
class KeepingTest {
    private static final String PASSWORD = "a long enough passphrase";
    /** Two parts. */
    private static final int BYTES = 9 << 20;

    /** Several times as long as anything takes here. */
    private static final Duration IN_TIME = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @DataFolder
    private Path data;

    /** What goes round the content goes round without a rest. */
    private EmbeddedSettings restless() {
        return EmbeddedStack.settings(data).with("ScrubSeconds", "0").with("PatrolRestSeconds", "0");
    }

    private static EmbeddedCloud start(EmbeddedSettings settings) throws InterruptedException {
        return EmbeddedCloud.start(settings, io.cloudstore.gateway.hosting.Progress.silent());
    }

    private static CloudstoreClient ann(EmbeddedCloud cloud) throws Exception {
        var client = new CloudstoreClient(ClientSettings.of(cloud.gateway()), new MemorySessionStore());
        client.account().signUp("ann", PASSWORD);
        client.account().signIn("ann", PASSWORD, "test");
        return client;
    }

    @Test
    void rotten_bytes_are_found_nobody_gets_them_and_a_good_upload_heals_the_file() throws Exception {
        try (EmbeddedCloud cloud = start(restless());
                CloudstoreClient ann = ann(cloud)) {
            byte[] content = new byte[BYTES];
            new Random().nextBytes(content);
            Path source = Files.write(folder.resolve("source"), content);
            put(ann, source, "film.bin");
            String file = put(ann, source, "copy.bin");
            await().atMost(IN_TIME)
                    .until(() -> Inside.count(cloud, "SELECT COUNT(*) FROM `blob` WHERE place = 'STORED'") == 1);

            flipAByteOfEachPart(cloud);

            await().atMost(IN_TIME)
                    .until(() -> Inside.count(cloud, "SELECT COUNT(*) FROM `blob` WHERE life = 'QUARANTINED'") == 1);
            ProblemException refused = catchThrowableOfType(
                    ProblemException.class, () -> ann.drive().downloadUrl(file));
            assertThat(refused.code()).isEqualTo(CONTENT_QUARANTINED);

            put(ann, source, "film.bin");

            Path back = folder.resolve("back");
            ann.download(file, back, Progress.NONE);
            assertThat(back).hasBinaryContent(content);
            await().atMost(IN_TIME)
                    .until(() -> Inside.count(cloud, "SELECT COUNT(*) FROM `blob` WHERE life = 'DELETING'") == 1);
        }
    }

    @Test
    void what_no_row_knows_goes_when_it_is_old_and_stays_while_it_is_young() throws Exception {
        try (EmbeddedCloud cloud = start(restless().with("OrphanSeconds", "6").with("OrphanPercent", "100"));
                CloudstoreClient ann = ann(cloud);
                S3Client s3 = Inside.s3(cloud)) {
            String file = put(ann, Files.writeString(folder.resolve("source"), "hello"), "a.txt");
            String longTerm = cloud.template().bucket("LongTermBucket").name();
            String staging = cloud.template().bucket("StagingBucket").name();
            String stored = "blob/" + aKey();
            String staged = "staging/" + aKey();
            s3.putObject(b -> b.bucket(longTerm).key(stored), RequestBody.fromString("orphan"));
            s3.putObject(b -> b.bucket(staging).key(staged), RequestBody.fromString("orphan"));
            s3.createMultipartUpload(b -> b.bucket(longTerm).key("blob/" + aKey()));

            await().atMost(IN_TIME).until(() -> !isThere(s3, longTerm, stored) && !isThere(s3, staging, staged));
            await().atMost(IN_TIME)
                    .until(() -> s3.listMultipartUploads(b -> b.bucket(longTerm))
                            .uploads()
                            .isEmpty());

            String young = "blob/" + aKey();
            long put = System.nanoTime();
            s3.putObject(b -> b.bucket(longTerm).key(young), RequestBody.fromString("orphan"));
            await().atMost(IN_TIME).until(() -> !isThere(s3, longTerm, young));
            assertThat(Duration.ofNanos(System.nanoTime() - put))
                    .as("six seconds from a time that the store cuts to whole ones")
                    .isGreaterThan(Duration.ofSeconds(5));
            Path back = folder.resolve("back");
            ann.download(file, back, Progress.NONE);
            assertThat(back).hasContent("hello");
        }
    }

    /** As after the database was restored from a backup that knows little of what is stored. */
    @Test
    void when_much_is_unknown_nothing_is_deleted() throws Exception {
        try (EmbeddedCloud cloud = start(restless().with("OrphanSeconds", "0"));
                CloudstoreClient ann = ann(cloud);
                S3Client s3 = Inside.s3(cloud)) {
            put(ann, Files.writeString(folder.resolve("source"), "hello"), "a.txt");
            String longTerm = cloud.template().bucket("LongTermBucket").name();
            String unknown = "blob/" + aKey();
            s3.putObject(b -> b.bucket(longTerm).key(unknown), RequestBody.fromString("good content"));
            long before = rounds(cloud);
            await().atMost(IN_TIME).until(() -> rounds(cloud) > before + 12);
            assertThat(isThere(s3, longTerm, unknown)).isTrue();
        }
    }

    /** Each lease of the walks over both buckets is a page. */
    private static long rounds(EmbeddedCloud cloud) throws Exception {
        return Inside.count(cloud, "SELECT COALESCE(MIN(fence), 0) FROM job WHERE kind = 'CHECK_OBJECTS'");
    }

    private static boolean isThere(S3Client s3, String bucket, String key) {
        try {
            s3.headObject(b -> b.bucket(bucket).key(key));
            return true;
        } catch (NoSuchKeyException gone) {
            return false;
        }
    }

    private static String aKey() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static String put(CloudstoreClient client, Path source, String name) throws Exception {
        client.upload(
                new UploadRequest(
                        source,
                        client.drive().folder("root").id(),
                        RemotePath.parse("/" + name),
                        Conflict.REPLACE,
                        new Existing.Unknown()),
                Progress.NONE);
        return client.drive()
                .entry(RemotePath.parse("/" + name))
                .orElseThrow()
                .file()
                .id();
    }

    /** The store goes on saying of its object what it always said. */
    private void flipAByteOfEachPart(EmbeddedCloud cloud) throws IOException {
        Path parts = data.resolve(Path.of("s3", "buckets"))
                .resolve(cloud.template().bucket("LongTermBucket").name())
                .resolve("parts");
        try (Stream<Path> files = Files.walk(parts)) {
            List<Path> all = files.filter(file ->
                            Files.isRegularFile(file) && !file.toString().endsWith(".json"))
                    .toList();
            assertThat(all).hasSize(2);
            for (Path file : all) {
                flipAByteOf(file);
            }
        }
    }

    private static void flipAByteOf(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, 0);
            one.put(0, (byte) (one.get(0) ^ 1));
            channel.write(one.rewind(), 0);
        }
    }
}
