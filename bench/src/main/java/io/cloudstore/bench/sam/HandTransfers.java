package io.cloudstore.bench.sam;

import io.cloudstore.bench.events.Answer;
import io.cloudstore.bench.events.SampleEvents;
import io.cloudstore.bench.lambda.Lambda;
import io.cloudstore.bench.lambda.OpenedUpload;
import io.cloudstore.bench.process.Stopwatch;
import io.cloudstore.bench.report.Comparison;
import io.cloudstore.bench.report.Series;
import io.cloudstore.bench.report.Unit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Moves files by sending the store's event to the function by hand, ours beside the plain one. */
final class HandTransfers {
    /** Our function. */
    static final String OURS = "TransferFunction";
    /** The plain one. */
    static final String PLAIN = "PlainCopyFunction";
    /** Files a round; the quickest is the round's value, see {@link SamBench}. */
    static final int FILES = 5;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Comparison.Rounds compared = new Comparison.Rounds();
    private final SampleEvents events;

    /** For the files of whoever sends these events. */
    HandTransfers(SampleEvents events) {
        this.events = events;
    }

    /** One round; the first file of each side, which starts its function, does not count. */
    void round(Lambda ours, Lambda theirs) throws IOException, InterruptedException {
        List<Double> oursOfRound = new ArrayList<>();
        List<Double> theirsOfRound = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int file = 0; file <= FILES; file++) {
                double our = move(OURS, ours, ours, http);
                double their = move(PLAIN, theirs, ours, http);
                if (file > 0) {
                    oursOfRound.add(our);
                    theirsOfRound.add(their);
                }
            }
        }
        compared.add(new Series(oursOfRound).min(), new Series(theirsOfRound).min());
    }

    /** What came of the rounds. */
    Comparison compared() {
        return compared.of("S3 → transferred", Unit.MILLISECONDS);
    }

    private double move(String function, Lambda lambda, Lambda signing, HttpClient http)
            throws IOException, InterruptedException {
        OpenedUpload upload = OpenedUpload.by(signing, "SignUploadFunction", events);
        upload.put(http);
        String event = arrival(upload.place());
        Stopwatch watch = Stopwatch.start();
        String answer = lambda.invoke(function, event);
        double seconds = watch.seconds();
        Answer.inShort(answer);
        if (function.equals(OURS)) {
            requireStored(upload, signing);
        }
        return seconds;
    }

    private void requireStored(OpenedUpload upload, Lambda lambda) throws IOException {
        String show = events.with(SampleEvents.UPLOAD, upload.id()).json("sign-upload-show");
        String answer = lambda.invoke("SignUploadFunction", show);
        if (!Answer.body(answer).path("file").path("place").asString("").equals("stored")) {
            throw new IllegalStateException("the file was not moved: " + answer);
        }
    }

    /**
     * The message with which a queue tells a function that an object arrived.
     *
     * @param place the object's URL, with the bucket first in its path
     */
    static String arrival(URI place) {
        String[] path = place.getPath().split("/", 3);
        Map<String, Object> object = Map.of(
                "eventSource",
                "aws:s3",
                "eventName",
                "ObjectCreated:Put",
                "s3",
                Map.of(
                        "bucket", Map.of("name", path[1]),
                        "object", Map.of("key", path[2], "size", 5, "sequencer", "0065F1C2D3A4B5C6D7")));
        Map<String, Object> message = Map.of(
                "messageId",
                "059f36b4-87a3-44ab-83d2-6619758a7d01",
                "eventSource",
                "aws:sqs",
                "body",
                JSON.writeValueAsString(Map.of("Records", List.of(object))));
        return JSON.writeValueAsString(Map.of("Records", List.of(message)));
    }
}
