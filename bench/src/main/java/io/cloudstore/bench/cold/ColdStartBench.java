package io.cloudstore.bench.cold;

import io.cloudstore.bench.cloud.BenchCloud;
import io.cloudstore.bench.process.Child;
import io.cloudstore.bench.process.Jvm;
import io.cloudstore.bench.process.Stopwatch;
import io.cloudstore.bench.report.Comparison;
import io.cloudstore.bench.report.Section;
import io.cloudstore.bench.report.Unit;
import io.cloudstore.gateway.template.HostedFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each function's cold start beside a plain handler's, in turns.
 *
 * @param bench the cloud whose engines the functions use
 * @param events folder of the events
 * @param classPath the functions' own class path with the bench's classes behind it; both sides have it
 * @param folder for the events as they are sent
 * @param rounds how often each function starts
 * @param progress is told what goes on
 */
public record ColdStartBench(
        BenchCloud bench, Path events, String classPath, Path folder, int rounds, Consumer<String> progress) {
    /** As Lambda's own runtime has it, by which its Java starts quickly: one core's collector, the quick compiler only. */
    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m");

    /** By handler, the event that it is called with: the commonest that has it ask its database where it has one. */
    private static final Map<String, String> EVENTS = Map.of(
            "LoginHandler", "login-me",
            "AuthorizeHandler", "authorize-token",
            "SignUploadHandler", "sign-upload-open",
            "MergeChunksHandler", "merge-chunks-complete",
            "FilesHandler", "files-list-entries",
            "DownloadHandler", "download-file",
            "TransferHandler", "transfer-job-messages",
            "SweepHandler", "sweep-tick",
            "MigrateHandler", "migrate");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What one start came to. */
    private record Start(double seconds, String answer) {}

    /** Measures. */
    public Section run() throws IOException, InterruptedException {
        Events real = Events.of(events, bench, folder);
        List<Comparison> comparisons = new ArrayList<>();
        for (HostedFunction function : functions()) {
            progress.accept("cold start of " + function.logicalId());
            String name = eventOf(function);
            comparisons.add(compare(function, name, real.write(name, folder)));
        }
        return new Section(
                "Cold start of each function",
                List.of(
                        "From the start of the process to the answer to its first event.",
                        "Ours: the handler that Lambda makes, on the embedded cloud's database, queue and store. Plain: a"
                                + " RequestStreamHandler that reads the same event with Jackson and answers.",
                        "Both: the functions' class path and " + String.join(" ", FLAGS) + "."),
                "ours",
                "plain handler",
                comparisons);
    }

    private List<HostedFunction> functions() {
        return bench.cloud().template().functions().values().stream()
                .sorted(Comparator.comparing(HostedFunction::logicalId))
                .toList();
    }

    private static String eventOf(HostedFunction function) {
        String handler = function.handler().substring(function.handler().lastIndexOf('.') + 1);
        return Optional.ofNullable(EVENTS.get(handler))
                .orElseThrow(() -> new IllegalStateException("the bench has no event for " + handler));
    }

    private Comparison compare(HostedFunction function, String name, Path event) throws IOException {
        var seconds = new Comparison.Rounds();
        String answer = "";
        for (int round = 0; round < rounds; round++) {
            Start ours = start(function.handler(), event, function.environment());
            seconds.add(
                    ours.seconds(),
                    start(PlainHandler.class.getName(), event, Map.of()).seconds());
            answer = ours.answer();
        }
        return seconds.of(function.logicalId() + ", " + name, Unit.SECONDS, shown(answer));
    }

    private Start start(String handler, Path event, Map<String, String> environment) throws IOException {
        List<String> command = new Jvm(FLAGS, classPath).command(FirstAnswer.class, handler, event.toString());
        Stopwatch watch = Stopwatch.start();
        try (Child child = Child.start(command, environment)) {
            String answer = child.await(FirstAnswer.ANSWER);
            return new Start(watch.seconds(), answer);
        }
    }

    /** In few words; a function that only says that it can't is quick, and must not be counted as a cold start. */
    private static String shown(String answer) {
        JsonNode json = JSON.readTree(answer);
        if (json.has("statusCode")) {
            int status = json.path("statusCode").asInt();
            if (status >= 400) {
                throw new IllegalStateException("a function answered with a problem: " + answer);
            }
            return String.valueOf(status);
        }
        if (json.has("policyDocument")) {
            return json.path("policyDocument")
                    .path("Statement")
                    .path(0)
                    .path("Effect")
                    .asString("?");
        }
        return answer;
    }
}
