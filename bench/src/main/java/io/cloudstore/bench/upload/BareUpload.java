package io.cloudstore.bench.upload;

import io.cloudstore.bench.cloud.BenchCloud;
import io.cloudstore.bench.process.Stopwatch;
import io.cloudstore.embedded.folder.AccessKey;
import io.cloudstore.protocol.content.PartPlan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * The process that uploads a file with nothing but the AWS SDK, the way its documentation shows: create, parts in
 * parallel, complete. It asks for the same checksum that we keep, the composite of the parts' SHA-256.
 *
 * @param client the SDK
 * @param bucket where to
 * @param key under what name
 */
record BareUpload(S3Client client, String bucket, String key) {
    /** Environment variable with the key pair's id. */
    static final String KEY_ID = "CLOUDSTORE_BENCH_KEY_ID";
    /** Environment variable with the key pair's secret. */
    static final String KEY_SECRET = "CLOUDSTORE_BENCH_KEY_SECRET";

    /** Runs in the process: endpoint, bucket, key, path of the file, number of connections. */
    public static void main(String[] words) throws Exception {
        try (S3Client client = client(URI.create(words[0]));
                FileChannel file = FileChannel.open(Path.of(words[3]))) {
            BareUpload upload = new BareUpload(client, words[1], words[2]);
            client.headBucket(h -> h.bucket(words[1]));
            Stopwatch watch = Stopwatch.start();
            upload.send(file, Integer.parseInt(words[4]));
            System.out.println(Stopwatch.TOOK + watch.seconds());
            upload.delete();
        }
    }

    /** What a process needs that puts into the bench's store. */
    static Map<String, String> environment(BenchCloud bench) {
        AccessKey keys = bench.cloud().secrets().workerKeys();
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put(KEY_ID, keys.id());
        environment.put(KEY_SECRET, keys.secret());
        return environment;
    }

    /** The SDK with the keys of the environment. */
    static S3Client client(URI endpoint) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                // In chunks, which is the default, every chunk is signed by itself, and the upload takes longer.
                .serviceConfiguration(c -> c.pathStyleAccessEnabled(true).chunkedEncodingEnabled(false))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(System.getenv(KEY_ID), System.getenv(KEY_SECRET))))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private void send(FileChannel file, int connections) throws Exception {
        PartPlan plan = PartPlan.of(file.size());
        String id = client.createMultipartUpload(
                        c -> c.bucket(bucket).key(key).checksumAlgorithm(ChecksumAlgorithm.SHA256))
                .uploadId();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<CompletedPart>> sent = IntStream.rangeClosed(1, plan.partCount())
                    .mapToObj(n -> threads.submit(() -> part(file, plan, id, n)))
                    .toList();
            List<CompletedPart> parts = new ArrayList<>();
            for (Future<CompletedPart> part : sent) {
                parts.add(part.get());
            }
            client.completeMultipartUpload(
                    c -> c.bucket(bucket).key(key).uploadId(id).multipartUpload(m -> m.parts(parts)));
        }
    }

    private CompletedPart part(FileChannel file, PartPlan plan, String id, int n) {
        byte[] bytes = read(file, plan.offsetOf(n), (int) plan.lengthOf(n));
        // Without a copy, which fromBytes would make.
        RequestBody body = RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes), bytes.length, "application/octet-stream");
        UploadPartResponse sent = client.uploadPart(
                p -> p.bucket(bucket).key(key).uploadId(id).partNumber(n).checksumAlgorithm(ChecksumAlgorithm.SHA256),
                body);
        return CompletedPart.builder()
                .partNumber(n)
                .eTag(sent.eTag())
                .checksumSHA256(sent.checksumSHA256())
                .build();
    }

    private static byte[] read(FileChannel file, long offset, int length) {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        try {
            while (buffer.hasRemaining() && file.read(buffer, offset + buffer.position()) >= 0) {}
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer.array();
    }

    private void delete() {
        client.deleteObject(d -> d.bucket(bucket).key(key));
    }
}
