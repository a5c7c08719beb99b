package io.cloudstore.bench.calls;

import io.cloudstore.bench.cloud.BenchAccount;
import io.cloudstore.bench.cloud.BenchCloud;
import io.cloudstore.bench.cloud.CountingRelay;
import io.cloudstore.bench.report.Comparison;
import io.cloudstore.bench.report.Section;
import io.cloudstore.bench.report.Unit;
import io.cloudstore.bench.upload.OurUpload;
import io.cloudstore.protocol.content.PartPlan;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Calls of the service that an upload costs, beside what it costs a client that asks for a URL a part. They are counted
 * once for each size: they are no time, and hardly differ.
 *
 * @param bench the cloud
 * @param folder for the files; the bench's own
 * @param progress is told what goes on
 */
public record CallsBench(BenchCloud bench, Path folder, Consumer<String> progress) {
    private static final List<Integer> PARTS = List.of(130, 1_000);
    /** A client that asks for each part's URL opens and completes besides. */
    private static final int PLAIN = 2;
    /** Whoever uploads signs in before, once for many uploads. */
    private static final int SIGNING_IN = 1;
    /** The store holds an upload in both of its buckets for a while, and its parts besides while they are merged. */
    private static final int COPIES = 3;

    /** Counts; a size that the disk doesn't hold is left out, and that is told. */
    public Section run() throws IOException, InterruptedException {
        List<Comparison> counted = new ArrayList<>();
        for (int parts : PARTS) {
            if (Files.getFileStore(folder).getUsableSpace() < COPIES * parts * PartPlan.SMALLEST_PART) {
                progress.accept("calls: left out " + parts + " parts, the disk has not enough room");
            } else {
                progress.accept("calls, " + parts + " parts");
                counted.add(count(parts, parts + " parts", bench.cloud().gateway(), bench.account()));
            }
        }
        counted.add(countWithoutStore());
        return new Section(
                "Calls of the service that an upload costs",
                List.of(
                        "Ours: every call of CloudstoreClient, from its first look-up to the file being visible, an instant"
                                + " upload that is asked for and refused among them, counted between client and gateway. Plain: one"
                                + " to open, one a part for its URL, one to complete.",
                        "Stubbed: the same client, before a service and a store that keep nothing and answer at once, but for a proof. URLs are"
                                + " asked for when parts are hashed and the senders are idle, so a store that is hardly faster than"
                                + " hashing costs more calls than one that is."),
                "ours",
                "a URL a call",
                counted);
    }

    /** How few calls are enough depends on how long the store keeps the client waiting: this one doesn't. */
    private Comparison countWithoutStore() throws IOException, InterruptedException {
        int parts = PARTS.getLast();
        progress.accept("calls, " + parts + " parts, store and service stubbed");
        try (StubCloud stub = StubCloud.start();
                BenchAccount account = BenchAccount.signedUp(stub.address(), "stub")) {
            return count(parts, parts + " parts, stubbed", stub.address(), account);
        }
    }

    private Comparison count(int parts, String what, URI gateway, BenchAccount account)
            throws IOException, InterruptedException {
        Path file = sparse(parts);
        try (CountingRelay relay = CountingRelay.before(gateway)) {
            OurUpload upload = OurUpload.through(
                    relay.address(), account, file, file.getFileName().toString());
            if (upload.bytesSent() != Files.size(file)) {
                throw new IllegalStateException("not all was sent: " + upload);
            }
            var rounds = new Comparison.Rounds();
            rounds.add(relay.requests() - SIGNING_IN, parts + PLAIN);
            return rounds.of(what, Unit.CALLS, relay.bytes() / 1_000 + " kB beside the parts");
        } finally {
            Files.delete(file);
        }
    }

    /** A sparse file of so many parts, each with content of its own. */
    private Path sparse(int parts) throws IOException {
        Path file = folder.resolve("calls-" + parts + ".bin");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int n = 0; n < parts; n++) {
                UUID own = UUID.randomUUID();
                ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(own.getMostSignificantBits())
                        .putLong(own.getLeastSignificantBits())
                        .flip();
                channel.write(bytes, n * PartPlan.SMALLEST_PART);
            }
        }
        return file;
    }
}
