package io.cloudstore.bench.upload;

import io.cloudstore.bench.cloud.BenchCloud;
import io.cloudstore.bench.process.Child;
import io.cloudstore.bench.process.Stopwatch;
import io.cloudstore.bench.report.Comparison;
import io.cloudstore.bench.report.Section;
import io.cloudstore.bench.report.Unit;
import io.cloudstore.protocol.content.PartPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Our client's upload beside a bare one, in turns, into the same store.
 *
 * @param bench the cloud
 * @param folder for the files; the bench's own
 * @param size bytes of the file
 * @param rounds how often both upload; each round has a file of its own
 * @param progress is told what goes on
 */
public record UploadBench(BenchCloud bench, Path folder, long size, int rounds, Consumer<String> progress) {
    /** Measures. */
    public Section run(String sizeInWords) throws IOException, InterruptedException {
        var seconds = new Comparison.Rounds();
        for (int round = 1; round <= rounds; round++) {
            Path file = folder.resolve("content-" + round + ".bin");
            FreshContent.write(file, size);
            progress.accept("upload, round " + round + ": our client");
            double ours = ours(file);
            progress.accept("upload, round " + round + ": bare SDK");
            seconds.add(ours, bare(file));
            Files.delete(file);
        }
        return section(sizeInWords, seconds);
    }

    private Section section(String sizeInWords, Comparison.Rounds seconds) {
        PartPlan plan = PartPlan.of(size);
        return new Section(
                "Upload of " + sizeInWords + " (" + plan.partCount() + " parts of " + (plan.partSize() >> 20) + " MiB)",
                List.of(
                        "Ours: CloudstoreClient, from its first look-up to the file being visible.",
                        "Bare: S3Client of the AWS SDK (url-connection-client, chunked encoding off), from"
                                + " CreateMultipartUpload to the end of CompleteMultipartUpload. SHA-256 is each part's only"
                                + " checksum; the SDK signs it as well, as it always does over plain HTTP.",
                        "Both: a new JVM each with -Xmx256m -XX:+UseSerialGC, " + OurUpload.connections()
                                + " connections, the same new bytes, the"
                                + " same embedded store; signing in and a first HEAD are not counted."),
                "ours",
                "bare SDK",
                List.of(seconds.of(sizeInWords, Unit.SECONDS)));
    }

    private double ours(Path file) throws IOException, InterruptedException {
        OurUpload upload =
                OurUpload.of(bench.account(), file, file.getFileName().toString());
        if (upload.bytesSent() != size) {
            throw new IllegalStateException("not all was sent: " + upload);
        }
        return upload.seconds();
    }

    private double bare(Path file) throws IOException, InterruptedException {
        String key = "staging/" + UUID.randomUUID().toString().replace("-", "");
        List<String> command = OurUpload.jvm()
                .command(
                        BareUpload.class,
                        bench.cloud().s3().toString(),
                        bench.cloud().template().bucket("StagingBucket").name(),
                        key,
                        file.toString(),
                        String.valueOf(OurUpload.connections()));
        try (Child child = Child.start(command, BareUpload.environment(bench))) {
            double seconds = Double.parseDouble(child.await(Stopwatch.TOOK));
            child.awaitEnd();
            return seconds;
        }
    }
}
