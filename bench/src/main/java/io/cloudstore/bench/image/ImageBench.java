package io.cloudstore.bench.image;

import io.cloudstore.bench.events.Answer;
import io.cloudstore.bench.lambda.Call;
import io.cloudstore.bench.lambda.PlainHandler;
import io.cloudstore.bench.localstack.DeployedStack;
import io.cloudstore.bench.process.Child;
import io.cloudstore.bench.process.FreePort;
import io.cloudstore.bench.process.Stopwatch;
import io.cloudstore.bench.report.Comparison;
import io.cloudstore.bench.report.Section;
import io.cloudstore.bench.report.Unit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The functions in an image, with an AOT cache beside without, in turns; a plain handler likewise.
 *
 * @param stack whose engines the functions use
 * @param classPath the functions' own class path with the bench's classes and Lambda's runtime behind it, jars only
 * @param folder for what the image is made from; the bench's own
 * @param rounds how often
 * @param progress is told what goes on
 */
public record ImageBench(DeployedStack stack, String classPath, Path folder, int rounds, Consumer<String> progress) {
    private static final long MILLIS_BETWEEN_TRIES = 10;
    private static final String PLAIN = "plain-handler";

    /** What is started: the cache's name, what the report calls it, and how it is called. */
    private record Subject(String cache, String name, String handler, Path event, Map<String, String> environment) {}

    /** Measures. */
    public List<Section> run() throws IOException, InterruptedException {
        progress.accept("making an image");
        List<Comparison> rows = new ArrayList<>();
        Path context = Files.createDirectory(folder.resolve("image"));
        Path caches = Files.createDirectory(folder.resolve("caches"));
        List<Subject> subjects = subjects();
        try (FunctionImage bare = FunctionImage.make(stack.engines(), context, classPath)) {
            for (Subject each : subjects) {
                progress.accept("AOT cache in the image: " + each.name());
                bare.train(each.cache(), each.handler(), each.event(), each.environment(), caches);
            }
            try (FunctionImage image = bare.withCaches(caches)) {
                for (Subject each : subjects) {
                    progress.accept("image: " + each.name());
                    rows.add(compare(image, each));
                }
            }
        }
        return List.of(section(rows));
    }

    private List<Subject> subjects() throws IOException {
        List<Subject> subjects = new ArrayList<>();
        for (Call call : Call.MEASURED) {
            subjects.add(new Subject(
                    call.function(),
                    call.toString(),
                    stack.handler(call.function()),
                    stack.events().write(call.event(), folder),
                    stack.environment(call.function())));
        }
        Path event = subjects.getFirst().event();
        subjects.add(new Subject(PLAIN, "plain handler", PlainHandler.class.getName(), event, Map.of()));
        return subjects;
    }

    private Comparison compare(FunctionImage image, Subject subject) throws IOException, InterruptedException {
        var seconds = new Comparison.Rounds();
        for (int round = 0; round < rounds; round++) {
            double with = seconds(image, subject, FunctionImage.cache(subject.cache()));
            seconds.add(with, seconds(image, subject, ""));
        }
        return seconds.of(subject.name(), Unit.SECONDS);
    }

    private double seconds(FunctionImage image, Subject subject, String options)
            throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(subject.environment());
        environment.put(FunctionImage.OPTIONS, options);
        int port = FreePort.find();
        URI place = URI.create("http://127.0.0.1:" + port + "/2015-03-31/functions/function/invocations");
        HttpRequest invocation = HttpRequest.newBuilder(place)
                .POST(BodyPublishers.ofFile(subject.event()))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            Stopwatch watch = Stopwatch.start();
            try (Child container = image.start(subject.handler(), environment, port)) {
                String answer = answer(http, invocation, container);
                double seconds = watch.seconds();
                Answer.inShort(answer);
                return seconds;
            }
        }
    }

    /** The answer, once the container takes the call. */
    private static String answer(HttpClient http, HttpRequest invocation, Child container)
            throws IOException, InterruptedException {
        while (true) {
            try {
                HttpResponse<String> response = http.send(invocation, BodyHandlers.ofString());
                return response.body();
            } catch (IOException notYet) {
                if (!container.isAlive()) {
                    container.awaitEnd();
                    throw new IllegalStateException("the container ended before it answered", notYet);
                }
                Thread.sleep(MILLIS_BETWEEN_TRIES);
            }
        }
    }

    private static Section section(List<Comparison> rows) {
        return new Section(
                "Cold start of an image with an AOT cache",
                List.of(
                        "From docker run to the answer to the first event, by the emulator of Lambda that is in Lambda's image for"
                                + " Java 25. The engines are those of LocalStack's stack.",
                        "With: a cache in the image that a run of the same handler with the same event left there"
                                + " (-XX:AOTCacheOutput, JEP 514). Both: Lambda's runtime and the functions on one class path,"
                                + " which the cache needs."),
                "with the cache",
                "without",
                rows);
    }
}
