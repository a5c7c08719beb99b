package io.cloudstore.bench.cold;

import io.cloudstore.bench.cloud.BenchCloud;
import io.cloudstore.bench.cold.Starts.Start;
import io.cloudstore.bench.events.SampleEvents;
import io.cloudstore.bench.lambda.PlainHandler;
import io.cloudstore.bench.process.Jvm;
import io.cloudstore.bench.report.Comparison;
import io.cloudstore.bench.report.Section;
import io.cloudstore.bench.report.Unit;
import io.cloudstore.gateway.template.HostedFunction;
import io.cloudstore.protocol.content.PartPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Each function's cold start beside a plain handler's, in turns; then what an AOT cache and SnapStart's hooks make of both.
 *
 * @param bench the cloud whose engines the functions use
 * @param events folder of the events
 * @param classPath the functions' own class path with the bench's classes behind it; both sides have it
 * @param folder for the events as they are sent, and for caches
 * @param rounds how often each function starts
 * @param progress is told what goes on
 */
public record ColdStartBench(
        BenchCloud bench, Path events, String classPath, Path folder, int rounds, Consumer<String> progress) {
    /** By handler, the event that it is called with: the commonest that has it ask its database where it has one. */
    private static final Map<String, String> EVENTS = Map.ofEntries(
            Map.entry("LoginHandler", "login-me"),
            Map.entry("AuthorizeHandler", "authorize-token"),
            Map.entry("SignUploadHandler", "sign-upload-open"),
            Map.entry("ReusePartsHandler", "reuse-parts"),
            Map.entry("InstantUploadHandler", "instant-upload-claim"),
            Map.entry("MergeChunksHandler", "merge-chunks-complete"),
            Map.entry("FilesHandler", "files-list-entries"),
            Map.entry("DownloadHandler", "download-file"),
            Map.entry("TransferHandler", "transfer-job-messages"),
            Map.entry("SweepHandler", "sweep-tick"),
            Map.entry("MigrateHandler", "migrate"));

    /** What the plain handler is called with where it has a row of its own. */
    private static final String PLAIN = "login-me";

    /** What was measured so far, a row a handler. */
    private record Rows(List<Comparison> cold, List<Comparison> cached, List<Comparison> restored) {
        Rows() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** Measures. */
    public List<Section> run() throws IOException, InterruptedException {
        SampleEvents real = StoredFile.eventsAbout(events, bench, folder);
        Subject plain = new Subject("plain handler", PlainHandler.class.getName(), real.write(PLAIN, folder), Map.of());
        Rows rows = new Rows();
        for (HostedFunction function : functions()) {
            String event = eventOf(function);
            Path file = about(event, real).write(event, folder);
            String name = function.logicalId() + ", " + event;
            measure(new Subject(name, function.handler(), file, function.environment()), Optional.of(plain), rows);
        }
        measure(plain, Optional.empty(), rows);
        return List.of(cold(rows.cold()), cached(rows.cached()), restored(rows.restored()));
    }

    /** What may be asked of an open upload only, and again and again, is asked of one. */
    private SampleEvents about(String event, SampleEvents real) throws IOException, InterruptedException {
        return switch (event) {
            case "instant-upload-claim" -> StoredFile.eventsAboutOpen(real, bench, SampleEvents.LENGTH);
            case "reuse-parts" ->
                StoredFile.eventsAboutOpen(real, bench, 2 * PartPlan.SMALLEST_PART)
                        .with("\\\"length\\\":" + SampleEvents.LENGTH, "\\\"length\\\":" + PartPlan.SMALLEST_PART);
            default -> real;
        };
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

    /** All that is measured of one handler, in turns. */
    private void measure(Subject subject, Optional<Subject> baseline, Rows rows)
            throws IOException, InterruptedException {
        progress.accept("cold start of " + subject.name());
        Starts starts = new Starts(classPath);
        Path cache = folder.resolve("handler.aot");
        starts.train(subject, cache);
        var cold = new Comparison.Rounds();
        var cached = new Comparison.Rounds();
        var restored = new Comparison.Rounds();
        String answer = "";
        for (int round = 0; round < rounds; round++) {
            Start start = starts.cold(subject);
            answer = start.answer();
            if (baseline.isPresent()) {
                cold.add(start.seconds(), starts.cold(baseline.get()).seconds());
            }
            cached.add(starts.cached(subject, cache).seconds(), start.seconds());
            restored.add(
                    starts.restored(subject, RestoredAnswer.HOOKS).seconds(),
                    starts.restored(subject, RestoredAnswer.NO_HOOKS).seconds());
        }
        Files.delete(cache);
        if (baseline.isPresent()) {
            rows.cold().add(cold.of(subject.name(), Unit.SECONDS, answer));
        }
        rows.cached().add(cached.of(subject.name(), Unit.SECONDS));
        rows.restored().add(restored.of(subject.name(), Unit.MILLISECONDS));
    }

    private static Section cold(List<Comparison> rows) {
        return new Section(
                "Cold start of each function",
                List.of(
                        "From the start of the process to the answer to its first event.",
                        "Ours: the handler that Lambda makes, on the embedded cloud's database, queue and store. Plain: a"
                                + " RequestStreamHandler without any library that reads the same event and answers.",
                        "Both: the functions' class path and " + String.join(" ", Jvm.LAMBDA) + "."),
                "ours",
                "plain handler",
                rows);
    }

    private static Section cached(List<Comparison> rows) {
        return new Section(
                "Cold start with an AOT cache",
                List.of("The same starts, with a cache that a run of the same handler with the same event left"
                        + " (-XX:AOTCacheOutput, JEP 514), beside those without in the same rounds."),
                "with the cache",
                "without",
                rows);
    }

    private static Section restored(List<Comparison> rows) {
        return new Section(
                "First call after SnapStart's hooks",
                List.of(
                        "From the moment that a snapshot would be restored, its hooks included, to the answer to the first"
                                + " event. Before it the handler was made, and the hooks before a checkpoint were called as"
                                + " Lambda's runtime does.",
                        "Without: the first call of a handler that was made, with no hook called. Nothing is snapshot, so that"
                                + " loading one is in neither; the whole cold start is above."),
                "after the hooks",
                "without",
                rows);
    }
}
