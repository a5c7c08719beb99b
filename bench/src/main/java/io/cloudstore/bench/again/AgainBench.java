package io.cloudstore.bench.again;

import io.cloudstore.bench.cloud.BenchAccount;
import io.cloudstore.bench.cloud.BenchCloud;
import io.cloudstore.bench.cloud.CountingRelay;
import io.cloudstore.bench.report.Comparison;
import io.cloudstore.bench.report.Section;
import io.cloudstore.bench.report.Unit;
import io.cloudstore.bench.upload.FreshContent;
import io.cloudstore.bench.upload.OurUpload;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.upload.UploadResult;
import io.cloudstore.protocol.content.PartPlan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * Uploads of content that the cloud holds, each beside the first upload of the same content.
 *
 * @param bench the cloud
 * @param folder for the files; the bench's own
 * @param size bytes of the file, more than one part
 * @param rounds how often each is measured; each round has content of its own
 * @param progress is told what goes on
 */
public record AgainBench(BenchCloud bench, Path folder, long size, int rounds, Consumer<String> progress) {
    /** Measures. */
    public Section run(String sizeInWords) throws IOException, InterruptedException {
        var sameAccount = new Comparison.Rounds();
        var otherAccount = new Comparison.Rounds();
        var changed = new Comparison.Rounds();
        int proved = 0;
        long otherSent = 0;
        long changedSent = 0;
        long changedBeside = 0;
        try (BenchAccount other = BenchAccount.signedUp(bench.cloud().gateway(), "bench-other")) {
            for (int round = 1; round <= rounds; round++) {
                progress.accept("again, round " + round);
                Path file = folder.resolve("again-" + round + ".bin");
                FreshContent.write(file, size);
                OurUpload first = put(bench.account(), file, "first-" + round);
                OurUpload again = put(bench.account(), file, "again-" + round);
                if (first.bytesSent() != size || again.bytesSent() != 0) {
                    throw new IllegalStateException("all and nothing should travel: " + first + ", " + again);
                }
                OurUpload others = put(other, file, "others-" + round);
                changeMiddle(file);
                OurUpload one;
                try (CountingRelay relay = CountingRelay.before(bench.cloud().gateway())) {
                    one = OurUpload.through(relay.address(), bench.account(), file, "changed-" + round + ".bin");
                    changedBeside = Math.max(changedBeside, relay.bytes());
                }
                requireSame(file, one);
                sameAccount.add(again.seconds(), first.seconds());
                otherAccount.add(others.seconds(), first.seconds());
                changed.add(one.seconds(), first.seconds());
                proved += others.how() == UploadResult.How.PROVED ? 1 : 0;
                otherSent = Math.max(otherSent, others.bytesSent());
                changedSent = Math.max(changedSent, one.bytesSent());
                Files.delete(file);
            }
        }
        return new Section(
                "Content that is stored already: " + sizeInWords,
                List.of(
                        "Each beside the first upload of the same content by the same client, in a new JVM with -Xmx256m"
                                + " -XX:+UseSerialGC, from its first look-up to the file being visible.",
                        "Another account proves that it has the bytes, and sends until it is believed: the service answers a"
                                + " proof two seconds after its arrival, whatever is stored."),
                "again",
                "first upload",
                List.of(
                        sameAccount.of("same account, other name", Unit.SECONDS, "nothing sent"),
                        otherAccount.of(
                                "another account",
                                Unit.SECONDS,
                                proved + " of " + rounds + " were believed before all was sent; at most "
                                        + parts(otherSent) + " parts sent"),
                        changed.of(
                                "one byte changed in the middle",
                                Unit.SECONDS,
                                "at most " + parts(changedSent) + " part sent, and " + changedBeside / 1_000
                                        + " kB to and from the service; reads back the same")));
    }

    private void requireSame(Path file, OurUpload upload) throws IOException, InterruptedException {
        Path back = folder.resolve("back.bin");
        bench.client().download(upload.fileId(), back, Progress.NONE);
        if (Files.mismatch(file, back) >= 0) {
            throw new IllegalStateException("what is stored differs from " + file);
        }
        Files.delete(back);
    }

    private static OurUpload put(BenchAccount account, Path file, String name)
            throws IOException, InterruptedException {
        return OurUpload.of(account, file, name + ".bin");
    }

    private long parts(long bytes) {
        return Math.ceilDiv(bytes, PartPlan.of(size).partSize());
    }

    private void changeMiddle(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, size / 2);
            one.put(0, (byte) ~one.get(0));
            channel.write(one.flip(), size / 2);
        }
    }
}
