package io.cloudstore.bench.upload;

import io.cloudstore.bench.cloud.BenchCloud;
import io.cloudstore.bench.report.Comparison;
import io.cloudstore.bench.report.Section;
import io.cloudstore.bench.report.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Many small files with our client beside a loop of PutObject, in turns, into the same store.
 *
 * @param bench the cloud
 * @param folder for the files; the bench's own
 * @param files how many files
 * @param size bytes of each
 * @param rounds how often each is measured; each round has files of its own
 * @param progress is told what goes on
 */
public record ManyFilesBench(
        BenchCloud bench, Path folder, int files, int size, int rounds, Consumer<String> progress) {
    /** Measures. */
    public Section run() throws IOException, InterruptedException {
        var sameBucket = new Comparison.Rounds();
        var silentBucket = new Comparison.Rounds();
        for (int round = 1; round <= rounds; round++) {
            Path source = written(round);
            progress.accept("many files, round " + round + ": our client");
            double ours = told(OurFiles.put(bench.account(), source, "many-" + round));
            awaitIdle(round + "-ours");
            progress.accept("many files, round " + round + ": bare SDK");
            sameBucket.add(ours, told(bare(source, "StagingBucket", "staging/")));
            awaitIdle(round + "-bare");
            progress.accept("many files, round " + round + ": bare SDK into a bucket without events");
            silentBucket.add(ours, told(bare(source, "LongTermBucket", "blob/")));
            remove(source);
        }
        String what = files + " files of " + size / 1_000 + " kB";
        return new Section(
                what,
                List.of(
                        "Ours: CloudstoreClient, from making their folder to the last file being visible; each is a row in a"
                                + " drive by then, and the transfers to long-term storage go on beside it.",
                        "Bare: S3Client of the AWS SDK (url-connection-client), one PutObject with SHA-256 each, from a pool of"
                                + " as many threads as our client has connections. Into the same bucket, which announces every"
                                + " object to the queue as it does ours; and into one that announces none.",
                        "Both: a new JVM each with -Xmx256m -XX:+UseSerialGC, " + OurUpload.connections()
                                + " connections, the same new bytes, the same embedded store; signing in and a first HEAD are not"
                                + " counted. What goes on behind is waited for in between."),
                "ours",
                "bare SDK",
                List.of(
                        sameBucket.of("into the same bucket", Unit.SECONDS),
                        silentBucket.of("into a bucket without events", Unit.SECONDS)));
    }

    private double told(double seconds) {
        progress.accept("%.1f s".formatted(seconds));
        return seconds;
    }

    private double bare(Path source, String bucket, String prefix) throws IOException, InterruptedException {
        return BareFiles.put(
                bench, source, bench.cloud().template().bucket(bucket).name(), prefix);
    }

    private Path written(int round) throws IOException {
        Path source = Files.createDirectory(folder.resolve("many-" + round));
        for (int i = 0; i < files; i++) {
            FreshContent.write(source.resolve("file-" + i), size);
        }
        return source;
    }

    private void remove(Path source) throws IOException {
        for (int i = 0; i < files; i++) {
            Files.delete(source.resolve("file-" + i));
        }
        Files.delete(source);
    }

    /** The queue is read in order: when a file that comes last is in long-term storage, all before it were looked at. */
    private void awaitIdle(String name) throws IOException, InterruptedException {
        Path last = folder.resolve("last-" + name);
        FreshContent.write(last, 1);
        OurUpload.of(bench.account(), last, "last-" + name);
        Files.delete(last);
    }
}
