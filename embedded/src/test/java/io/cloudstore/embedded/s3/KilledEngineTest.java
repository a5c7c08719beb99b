package io.cloudstore.embedded.s3;

import static io.cloudstore.embedded.s3.Fixture.STAGING;
import static io.cloudstore.embedded.s3.Fixture.WORKER;
import static io.cloudstore.embedded.s3.Fixture.bytes;
import static io.cloudstore.embedded.s3.Fixture.md5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The engine as a process of its own: killed at random moments, and with a heap far smaller than its objects. */
class KilledEngineTest {
    @TempDir
    Path folder;

    /** The engine's process; events are appended to a file, one line each. */
    public static void main(String[] args) throws Exception {
        Path data = Path.of(args[0]);
        S3Engine engine = S3Engine.start(
                Fixture.settings(data, Clock.systemUTC()),
                (queue, events) -> Files.write(
                        data.resolve("events.log"), events, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        System.out.println("endpoint " + engine.endpoint());
        Thread.currentThread().join();
    }

    private record Running(Process process, S3Client s3) implements AutoCloseable {
        void kill() {
            process.destroyForcibly().onExit().join();
        }

        @Override
        public void close() {
            s3.close();
            kill();
        }
    }

    private Running start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledEngineTest.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith("endpoint ")) {
            line = out.readLine();
        }
        assertThat(line).as("the engine's first word").isNotNull();
        URI endpoint = URI.create(line.substring("endpoint ".length()));
        return new Running(
                process,
                S3Client.builder()
                        .endpointOverride(endpoint)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(WORKER.accessKey(), WORKER.secretKey())))
                        .forcePathStyle(true)
                        .overrideConfiguration(o -> o.retryStrategy(RetryMode.STANDARD))
                        .httpClient(UrlConnectionHttpClient.create())
                        .build());
    }

    @Test
    @Timeout(300)
    void what_was_acknowledged_is_whole_and_announced_after_any_kill() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        Map<String, Set<String>> sent = new ConcurrentHashMap<>();
        for (int round = 0; round < 4; round++) {
            try (Running engine = start()) {
                Thread[] writers = new Thread[3];
                for (int w = 0; w < writers.length; w++) {
                    long writerSeed = random.nextLong();
                    writers[w] = Thread.ofVirtual().start(() -> write(engine.s3(), writerSeed, acknowledged, sent));
                }
                int before = acknowledged.size();
                await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() >= Math.min(30, before + 5));
                engine.process().waitFor(random.nextInt(300), TimeUnit.MILLISECONDS);
                engine.kill();
                for (Thread writer : writers) {
                    writer.join();
                }
            }
        }
        try (Running engine = start()) {
            for (Map.Entry<String, String> object : acknowledged.entrySet()) {
                byte[] content = engine.s3()
                        .getObjectAsBytes(g -> g.bucket(STAGING).key(object.getKey()))
                        .asByteArrayUnsafe();
                assertThat(sent.get(object.getKey()))
                        .as("bytes of %s, seed %d", object.getKey(), seed)
                        .contains(md5(content));
            }
            engine.s3()
                    .listObjectsV2(l -> l.bucket(STAGING))
                    .contents()
                    .forEach(object -> assertThat(sent.get(object.key()))
                            .as("ETag of %s, seed %d", object.key(), seed)
                            .contains(object.eTag().replace("\"", "")));
            await().alias("every object is announced, seed " + seed)
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> announced().containsAll(acknowledged.keySet()));
        }
    }

    /** Puts objects over a few keys until the engine is gone. */
    private static void write(S3Client s3, long seed, Map<String, String> acknowledged, Map<String, Set<String>> sent) {
        Random random = new Random(seed);
        while (true) {
            String key = "staging/" + random.nextInt(40);
            byte[] content = bytes(random.nextInt(300_000), random.nextLong());
            sent.computeIfAbsent(key, k -> ConcurrentHashMap.newKeySet()).add(md5(content));
            try {
                s3.putObject(p -> p.bucket(STAGING).key(key), RequestBody.fromBytes(content));
                acknowledged.put(key, md5(content));
            } catch (SdkException killed) {
                return;
            }
        }
    }

    private Set<String> announced() throws IOException {
        Set<String> keys = new HashSet<>();
        for (String line : Files.readAllLines(folder.resolve("events.log"))) {
            int at = line.indexOf("\"key\":\"");
            if (at >= 0) {
                keys.add(line.substring(at + 7, line.indexOf('"', at + 7)));
            }
        }
        return keys;
    }

    @Test
    @Timeout(120)
    void objects_far_larger_than_the_heap_come_and_go() throws Exception {
        long size = 256L * 1024 * 1024;
        try (Running engine = start()) {
            engine.s3()
                    .putObject(
                            p -> p.bucket(STAGING).key("staging/huge"),
                            RequestBody.fromInputStream(new Zeros(size), size));
            long read = 0;
            try (InputStream stream =
                    engine.s3().getObject(g -> g.bucket(STAGING).key("staging/huge"))) {
                byte[] buffer = new byte[1 << 16];
                for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                    read += n;
                }
            }
            assertThat(read).isEqualTo(size);
        }
    }

    /** So many zero bytes. */
    private static final class Zeros extends InputStream {
        private long left;

        private Zeros(long length) {
            this.left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            Arrays.fill(buffer, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }
}
