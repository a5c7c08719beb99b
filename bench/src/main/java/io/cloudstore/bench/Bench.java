package io.cloudstore.bench;

import com.amazonaws.services.lambda.crac.Core;
import io.cloudstore.bench.again.AgainBench;
import io.cloudstore.bench.calls.CallsBench;
import io.cloudstore.bench.cloud.BenchCloud;
import io.cloudstore.bench.cold.ColdStartBench;
import io.cloudstore.bench.engines.EngineMissing;
import io.cloudstore.bench.engines.Engines;
import io.cloudstore.bench.image.ImageBench;
import io.cloudstore.bench.localstack.DeployedStack;
import io.cloudstore.bench.localstack.LocalStackBench;
import io.cloudstore.bench.report.Layout;
import io.cloudstore.bench.report.Machine;
import io.cloudstore.bench.report.Section;
import io.cloudstore.bench.sam.SamBench;
import io.cloudstore.bench.sign.SignBench;
import io.cloudstore.bench.up.UpBench;
import io.cloudstore.bench.upload.ManyFilesBench;
import io.cloudstore.bench.upload.UploadBench;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that measures and prints. Figures go to the standard output, what it is busy with to standard error. */
@Command(
        name = "./cloudstore bench",
        sortOptions = false,
        description = {
            "Measure Cloudstore beside the plainest way of doing the same, in turns, and print the ratios.",
            "Everything runs on this machine in a folder of its own, which is deleted in the end."
        },
        footerHeading = "%nParts:%n",
        footer = {
            "  upload      a file, beside the AWS SDK alone",
            "  many        small files of 10 kB, beside a loop of the AWS SDK",
            "  again       the same file again, by the same and by another account, and with one",
            "              byte changed, beside its first upload",
            "  calls       calls of the service that an upload costs",
            "  cold        each function's cold start, beside a plain handler; with an AOT",
            "              cache and after SnapStart's hooks, beside without",
            "  up          ./cloudstore up, beside a plain server",
            "  sign        presigned URLs, beside the AWS SDK's presigner and the hashing alone",
            "  localstack  on LocalStack's Lambdas: cold start, warm call, S3 → transferred,",
            "              beside plain functions",
            "  image       cold start in a container image, with an AOT cache beside without",
            "  sam         in sam local: first call, later call, S3 → transferred, beside",
            "              plain functions",
            "The last three need Docker with the engines (localstack/engines/up) and the SAM CLI. They deploy to that LocalStack"
                    + " and leave accounts there. Where something is missing they are left out; with --only that is a failure."
        })
public final class Bench implements Callable<Integer> {
    /** What can be measured, written as in the option. */
    private enum Part {
        upload,
        many,
        again,
        calls,
        cold,
        up,
        sign,
        localstack,
        image,
        sam
    }

    /** Bytes of each file of the part that has many. */
    private static final int SMALL = 10_000;

    /** Fewer say nothing about how much the values vary. */
    private static final int FEWEST_ROUNDS = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "1GiB",
            converter = SizeOption.class,
            description = "Size of the uploaded file, such as 64MiB. Default: ${DEFAULT-VALUE}")
    private ByteSize size = ByteSize.parse("1GiB");

    @Option(
            names = "--files",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many small files. Default: ${DEFAULT-VALUE}")
    private int files;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each side is measured, at least " + FEWEST_ROUNDS + ". Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--only", paramLabel = "PART", description = "Only one of: ${COMPLETION-CANDIDATES}")
    private @Nullable Part only;

    @Option(names = "--markdown", description = "Print Markdown, for a file of results.")
    private boolean markdown;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    @SuppressWarnings("UnusedVariable") // picocli itself acts on it
    private boolean help;

    private Bench() {}

    /** Runs the command. The launcher names the repository's folder in the property {@code cloudstore.root}. */
    public static void main(String[] words) {
        Interruption interruption = Interruption.ofThisThread();
        CommandLine command = new CommandLine(new Bench());
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            if (interruption.isAsked()) {
                say("stopped");
            } else {
                failure.printStackTrace();
            }
            return line.getCommandSpec().exitCodeOnExecutionException();
        });
        interruption.exit(command.execute(words));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < FEWEST_ROUNDS) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--rounds takes " + FEWEST_ROUNDS + " or more");
        }
        if (files < 1) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "--files takes 1 or more");
        }
        Layout layout = markdown ? Layout.MARKDOWN : Layout.PLAIN;
        System.out.println(layout.heading(Machine.line()));
        Path root = Path.of(System.getProperty("cloudstore.root", "")).toAbsolutePath();
        try (Workshop workshop = Workshop.in(root)) {
            if (Stream.of(Part.upload, Part.many, Part.again, Part.calls, Part.cold)
                    .anyMatch(this::wants)) {
                againstOneCloud(root, workshop.folder(), layout);
            }
            if (wants(Part.up)) {
                print(layout, new UpBench(root.resolve("cloudstore"), workshop.folder(), rounds, Bench::say).run());
            }
            if (wants(Part.sign)) {
                print(layout, new SignBench(rounds, Bench::say).run());
            }
            if (wants(Part.localstack) || wants(Part.image) || wants(Part.sam)) {
                return onEngines(root, workshop.folder(), layout);
            }
        }
        return 0;
    }

    /**
     * The parts that need more than this machine may have.
     *
     * @return 1 when the only one that was asked for can't be measured; among others it is left out
     */
    private int onEngines(Path root, Path folder, Layout layout) throws IOException, InterruptedException {
        Engines engines;
        try {
            engines = Engines.required(root);
        } catch (EngineMissing missing) {
            say((only == null ? "left out: localstack, image and sam. " : only + " can't be measured. ")
                    + missing.getMessage());
            return only == null ? 0 : 1;
        }
        if (wants(Part.localstack) || wants(Part.image)) {
            say("deploying to LocalStack");
            try (DeployedStack stack = DeployedStack.on(engines)) {
                if (wants(Part.localstack)) {
                    print(layout, new LocalStackBench(stack, folder, rounds, Bench::say).run());
                }
                if (wants(Part.image)) {
                    print(layout, new ImageBench(stack, functions(root), folder, rounds, Bench::say).run());
                }
            }
        }
        if (wants(Part.sam)) {
            print(layout, new SamBench(engines, folder, rounds, Bench::say).run());
        }
        return 0;
    }

    private void againstOneCloud(Path root, Path folder, Layout layout) throws IOException, InterruptedException {
        say("starting an embedded cloud");
        try (BenchCloud bench = BenchCloud.start(folder.resolve("cloud"))) {
            if (wants(Part.upload)) {
                UploadBench upload = new UploadBench(bench, folder, size.bytes(), rounds, Bench::say);
                print(layout, upload.run(size.toString()));
            }
            if (wants(Part.many)) {
                print(layout, new ManyFilesBench(bench, folder, files, SMALL, rounds, Bench::say).run());
            }
            if (wants(Part.again)) {
                AgainBench again = new AgainBench(bench, folder, size.bytes(), rounds, Bench::say);
                print(layout, again.run(size.toString()));
            }
            if (wants(Part.calls)) {
                print(layout, new CallsBench(bench, folder, Bench::say).run());
            }
            if (wants(Part.cold)) {
                Path events = root.resolve("events");
                print(layout, new ColdStartBench(bench, events, functions(root), folder, rounds, Bench::say).run());
            }
        }
    }

    /**
     * The functions as they are deployed: their jar and what it needs, written down by the build; then our own jar, and that
     * of Lambda's runtime.
     */
    private static String functions(Path root) throws IOException {
        Path target = root.resolve("functions/target");
        Path jar;
        try (var jars = Files.newDirectoryStream(target, "functions-*[0-9].jar")) {
            jar = jars.iterator().next();
        }
        String needed = Files.readString(target.resolve("class-path"), StandardCharsets.UTF_8)
                .strip();
        String own = System.getProperty("java.class.path").split(File.pathSeparator, 2)[0];
        String runtime =
                Core.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        return String.join(File.pathSeparator, jar.toString(), needed, own, runtime);
    }

    private boolean wants(Part part) {
        return only == null || only == part;
    }

    private static void print(Layout layout, List<Section> sections) {
        sections.forEach(section -> print(layout, section));
    }

    private static void print(Layout layout, Section section) {
        System.out.println(layout.section(section));
    }

    private static void say(String what) {
        System.err.println("bench: " + what);
    }

    /** Reads the option. */
    private static final class SizeOption implements CommandLine.ITypeConverter<ByteSize> {
        @Override
        public ByteSize convert(String text) {
            try {
                return ByteSize.parse(text);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
