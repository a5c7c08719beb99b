package io.cloudstore.bench.localstack;

import io.cloudstore.bench.events.SampleEvents;
import io.cloudstore.bench.lambda.OpenedUpload;
import io.cloudstore.bench.process.Stopwatch;
import io.cloudstore.bench.report.Comparison;
import io.cloudstore.bench.report.Series;
import io.cloudstore.bench.report.Unit;
import io.cloudstore.client.upload.Uploads;
import io.cloudstore.protocol.wire.FileView;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a file takes from the store's 200 to its place in long-term storage, beside the plainest way of moving it.
 *
 * @param localStack where
 * @param events of somebody who is signed in
 * @param uploads those of the same person
 */
record Transfers(LocalStack localStack, SampleEvents events, Uploads uploads) {
    /** Files a round; their median is the round's value. */
    static final int FILES = 15;
    /** Between two looks whether it is done. */
    static final long MILLIS_BETWEEN_LOOKS = 20;

    private static final double MOST_SECONDS = 60;

    /** Measures; the first file of each side, which starts its function, does not count. */
    Comparison run(String archive, int rounds) throws IOException, InterruptedException {
        String signUpload = localStack.deployed("SignUploadFunction").functionName();
        var compared = new Comparison.Rounds();
        try (HttpClient http = HttpClient.newHttpClient();
                PlainPath plain = PlainPath.like(localStack.deployed("TransferFunction"), localStack, archive)) {
            plain.seconds(new byte[] {1});
            ours(signUpload, http);
            for (int round = 0; round < rounds; round++) {
                List<Double> ours = new ArrayList<>();
                List<Double> theirs = new ArrayList<>();
                for (int file = 0; file < FILES; file++) {
                    ours.add(ours(signUpload, http));
                    theirs.add(plain.seconds(new byte[] {1, 2, 3, 4, 5}));
                }
                compared.add(new Series(ours).median(), new Series(theirs).median());
            }
        }
        return compared.of("S3 → transferred", Unit.SECONDS);
    }

    private double ours(String signUpload, HttpClient http) throws IOException, InterruptedException {
        OpenedUpload upload = OpenedUpload.by(localStack.lambda(), signUpload, events);
        upload.put(http);
        Stopwatch watch = Stopwatch.start();
        while (!isStored(upload)) {
            pause(watch);
        }
        return watch.seconds();
    }

    private boolean isStored(OpenedUpload upload) throws IOException, InterruptedException {
        FileView file = uploads.get(upload.id()).file();
        return file != null && file.place().equals("stored");
    }

    /** Waits until the next look. */
    static void pause(Stopwatch since) throws InterruptedException {
        if (since.seconds() > MOST_SECONDS) {
            throw new IllegalStateException("nothing was moved for " + MOST_SECONDS + " s");
        }
        Thread.sleep(MILLIS_BETWEEN_LOOKS);
    }
}
