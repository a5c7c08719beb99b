package io.cloudstore.bench.up;

import io.cloudstore.bench.process.Child;
import io.cloudstore.bench.process.FreePort;
import io.cloudstore.bench.process.Jvm;
import io.cloudstore.bench.process.Stopwatch;
import io.cloudstore.bench.report.Comparison;
import io.cloudstore.bench.report.Section;
import io.cloudstore.bench.report.Unit;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * {@code ./cloudstore up} beside the plainest server, in turns.
 *
 * @param launcher the launcher
 * @param folder for data folders; the bench's own
 * @param rounds how often; each has a data folder of its own, with a first start and a warm one
 * @param progress is told what goes on
 */
public record UpBench(Path launcher, Path folder, int rounds, Consumer<String> progress) {
    /** What the command prints once its main job is done. */
    private static final String ANSWERS_AT = "Cloudstore answers at ";

    /** What a start came to: seconds to the first answer, and MiB. */
    private record Start(double seconds, double mebibytes) {}

    /** Measures. */
    public Section run() throws IOException, InterruptedException {
        var seconds = new Comparison.Rounds();
        var mebibytes = new Comparison.Rounds();
        for (int round = 1; round <= rounds; round++) {
            Path data = folder.resolve("up-" + round);
            progress.accept("up, round " + round + ": first start and main job");
            double memory;
            URI address;
            try (Child first = up(data)) {
                address = URI.create(first.await(ANSWERS_AT));
                memory = ResidentMemory.mebibytes(first.handle());
            }
            progress.accept("up, round " + round + ": warm start");
            double warm = warm(data, address);
            Start plain = plain();
            seconds.add(warm, plain.seconds());
            mebibytes.add(memory, plain.mebibytes());
        }
        return section(seconds, mebibytes);
    }

    private static Section section(Comparison.Rounds seconds, Comparison.Rounds mebibytes) {
        return new Section(
                "Start of `./cloudstore up`",
                List.of(
                        "From typing it, on the data folder of an earlier start, to the first 200 of /v1/health; and the sum"
                                + " of VmRSS of all its processes when a first start has done the main job.",
                        "Plain: the JDK's own HTTP server in a process with " + String.join(" ", flags())
                                + ", as the launcher gives to up beside an archive of its classes."),
                "up",
                "plain server",
                List.of(
                        seconds.of("warm start to first answer", Unit.SECONDS),
                        mebibytes.of("resident after the main job", Unit.MEBIBYTES)));
    }

    private double warm(Path data, URI address) throws IOException, InterruptedException {
        Stopwatch watch = Stopwatch.start();
        try (Child up = up(data);
                Health health = new Health()) {
            health.await(address, up);
            double seconds = watch.seconds();
            // Stopped only when it is all up, as a person would.
            up.await(ANSWERS_AT);
            return seconds;
        }
    }

    private Child up(Path data) throws IOException {
        return Child.start(
                List.of(launcher.toString(), "up", "--data", data.toString(), "--port", "0"), System.getenv());
    }

    private static Start plain() throws IOException, InterruptedException {
        int port = FreePort.find();
        List<String> command = Jvm.like(flags()).command(PlainServer.class, String.valueOf(port));
        Stopwatch watch = Stopwatch.start();
        try (Child server = Child.start(command, System.getenv());
                Health health = new Health()) {
            health.await(URI.create("http://127.0.0.1:" + port), server);
            return new Start(watch.seconds(), ResidentMemory.mebibytes(server.handle()));
        }
    }

    /** This process's own, which the launcher starts with those of {@code up} but for its archive of classes. */
    private static List<String> flags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("-X"))
                .toList();
    }
}
