package io.cloudstore.bench.upload;

import io.cloudstore.bench.cloud.BenchCloud;
import io.cloudstore.bench.process.Child;
import io.cloudstore.bench.process.Stopwatch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;

/** The process that puts all files of a folder with nothing but the AWS SDK: one PutObject each, several at a time. */
final class BareFiles {
    private BareFiles() {}

    /**
     * Puts them, and tells how many seconds that took.
     *
     * @param bucket where to
     * @param prefix what their keys begin with
     */
    static double put(BenchCloud bench, Path folder, String bucket, String prefix)
            throws IOException, InterruptedException {
        List<String> command = OurUpload.jvm()
                .command(
                        BareFiles.class,
                        bench.cloud().s3().toString(),
                        bucket,
                        prefix,
                        folder.toString(),
                        String.valueOf(OurUpload.connections()));
        try (Child child = Child.start(command, BareUpload.environment(bench))) {
            double seconds = Double.parseDouble(child.await(Stopwatch.TOOK));
            child.awaitEnd();
            return seconds;
        }
    }

    /** Runs in the process: endpoint, bucket, prefix, folder, number of connections. */
    public static void main(String[] words) throws Exception {
        String bucket = words[1];
        try (S3Client client = BareUpload.client(URI.create(words[0]));
                Stream<Path> files = Files.list(Path.of(words[3]))) {
            List<Path> all = files.toList();
            client.headBucket(h -> h.bucket(bucket));
            Stopwatch watch = Stopwatch.start();
            try (ExecutorService threads = Executors.newFixedThreadPool(Integer.parseInt(words[4]))) {
                List<Future<?>> sent = new ArrayList<>();
                for (Path file : all) {
                    sent.add(threads.submit(() -> put(client, bucket, words[2], file)));
                }
                for (Future<?> one : sent) {
                    one.get();
                }
            }
            System.out.println(Stopwatch.TOOK + watch.seconds());
        }
    }

    private static void put(S3Client client, String bucket, String prefix, Path file) {
        String key = prefix + UUID.randomUUID().toString().replace("-", "");
        client.putObject(
                p -> p.bucket(bucket).key(key).checksumAlgorithm(ChecksumAlgorithm.SHA256), RequestBody.fromFile(file));
    }
}
