package io.cloudstore.bench.sam;

import io.cloudstore.bench.engines.Engines;
import io.cloudstore.bench.events.Answer;
import io.cloudstore.bench.events.SampleEvents;
import io.cloudstore.bench.lambda.Archive;
import io.cloudstore.bench.lambda.Call;
import io.cloudstore.bench.lambda.CallRounds;
import io.cloudstore.bench.lambda.Lambda;
import io.cloudstore.bench.lambda.PlainCopy;
import io.cloudstore.bench.lambda.PlainHandler;
import io.cloudstore.bench.report.Comparison;
import io.cloudstore.bench.report.Section;
import io.cloudstore.bench.report.Series;
import io.cloudstore.bench.sam.PlainTemplate.PlainFunction;
import io.cloudstore.gateway.template.HostedFunction;
import io.cloudstore.gateway.template.TemplateReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The functions as {@code sam local start-lambda} runs them beside a plain handler, in turns.
 *
 * @param engines that the functions use, and the SAM CLI
 * @param folder for the plain functions; the bench's own
 * @param rounds how often
 * @param progress is told what goes on
 */
public record SamBench(Engines engines, Path folder, int rounds, Consumer<String> progress) {
    /** Measures. */
    public List<Section> run() throws IOException, InterruptedException {
        progress.accept("building for the SAM CLI");
        engines.script("localstack/sam/prepare");
        engines.run(engines.sam(), "build");
        Path environment = environment();
        Path plain = plain();
        SampleEvents events = signedIn(environment);

        Map<Call, CallRounds> calls = new LinkedHashMap<>();
        Call.MEASURED.forEach(call -> calls.put(call, new CallRounds(Series::min)));
        HandTransfers transfers = new HandTransfers(events);
        for (int round = 1; round <= rounds; round++) {
            progress.accept("sam local start-lambda, round " + round);
            try (SamServer ours = SamServer.ours(engines, environment);
                    SamServer theirs = SamServer.start(engines, "--template", plain.toString())) {
                for (Map.Entry<Call, CallRounds> each : calls.entrySet()) {
                    round(each.getKey(), each.getValue(), ours.lambda(), theirs.lambda(), events);
                }
                transfers.round(ours.lambda(), theirs.lambda());
            }
        }
        return List.of(
                first(rows(calls, CallRounds::first)),
                later(rows(calls, CallRounds::later)),
                transferred(transfers.compared()));
    }

    private static void round(Call call, CallRounds rounds, Lambda ours, Lambda theirs, SampleEvents events)
            throws IOException {
        String event = events.json(call.event());
        rounds.round(() -> ours.invoke(call.function(), event), () -> theirs.invoke(plainOf(call.function()), event));
    }

    private static List<Comparison> rows(
            Map<Call, CallRounds> calls, BiFunction<CallRounds, String, Comparison> comparison) {
        return calls.entrySet().stream()
                .map(each -> comparison.apply(each.getValue(), each.getKey().toString()))
                .toList();
    }

    /** The variables of env.json, where LocalStack answers now. */
    private Path environment() throws IOException {
        String variables = Files.readString(engines.root().resolve("env.json"));
        return Files.writeString(
                folder.resolve("env.json"),
                variables.replace("http://localhost:4566", engines.localStack().toString()));
    }

    /** The template of the plain functions: one for each of ours, with the same memory, and the one that copies. */
    private Path plain() throws IOException {
        Archive.ofPlainHandler(folder.resolve("plain.zip"));
        Archive.ofPlainCopy(folder.resolve("copy.zip"), engines.root().resolve("functions/target/lambda/lib"));
        Map<String, HostedFunction> ours = TemplateReader.shipped(Map.of()).functions();
        List<PlainFunction> functions = new ArrayList<>();
        for (Call call : Call.MEASURED) {
            int memory = memory(ours, call.function());
            functions.add(
                    new PlainFunction(plainOf(call.function()), PlainHandler.class.getName(), "plain.zip", memory));
        }
        functions.add(new PlainFunction(
                HandTransfers.PLAIN, PlainCopy.class.getName(), "copy.zip", memory(ours, HandTransfers.OURS)));
        String text = new PlainTemplate(functions).text(System.getProperty("os.arch"));
        return Files.writeString(folder.resolve("template.yaml"), text);
    }

    private static int memory(Map<String, HostedFunction> functions, String name) {
        return Objects.requireNonNull(functions.get(name), name).memoryMiB();
    }

    private static String plainOf(String function) {
        return "Plain" + function;
    }

    /** The events of somebody new. */
    private SampleEvents signedIn(Path environment) throws IOException, InterruptedException {
        String name = "bench."
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        SampleEvents events = SampleEvents.in(engines.root().resolve("events")).with(SampleEvents.NAME, name);
        try (SamServer server = SamServer.ours(engines, environment)) {
            Answer.inShort(server.lambda().invoke("MigrateFunction", events.json("migrate")));
            Answer.inShort(server.lambda().invoke("LoginFunction", events.json("login-sign-up")));
            String session = server.lambda().invoke("LoginFunction", events.json("login-sign-in"));
            return events.of(Answer.body(session).path("accessToken").asString());
        }
    }

    private static Section first(List<Comparison> rows) {
        return new Section(
                "First call in sam local",
                List.of(
                        "The first call of a function of sam local start-lambda, by the AWS SDK's Invoke: the SAM CLI makes a"
                                + " container for it, and the runtime makes the handler.",
                        "Ours: as sam build left them, with MySQL 9, Redis 7 and LocalStack behind. Plain: a"
                                + " RequestStreamHandler without any library, of the same memory, in a second start-lambda."),
                "ours",
                "plain handler",
                rows);
    }

    private static Section later(List<Comparison> rows) {
        return new Section(
                "Later call in sam local",
                List.of("Later calls of the same containers, in turns. A round's value is the quickest of "
                        + CallRounds.LATER
                        + ": after an answer the SAM CLI waits up to a second for the container's log, and misses it now and"
                        + " then, of quick functions above all."),
                "ours",
                "plain handler",
                rows);
    }

    private static Section transferred(Comparison row) {
        return new Section(
                "From S3 to its place, in sam local",
                List.of(
                        "The SAM CLI has no triggers: the store's event is sent by hand as soon as the store has said 200 to a"
                                + " presigned PUT of five bytes, and the transfer function's answer is waited for, which means that the"
                                + " file is stored.",
                        "Plain: a function that copies the object. Both warm; a round's value is the quickest of "
                                + HandTransfers.FILES + "."),
                "ours",
                "plain copy",
                List.of(row));
    }
}
