package io.cloudstore.bench.sign;

import io.cloudstore.bench.process.Child;
import io.cloudstore.bench.process.Jvm;
import io.cloudstore.bench.report.Comparison;
import io.cloudstore.bench.report.Section;
import io.cloudstore.bench.report.Unit;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Presigned URLs of parts, by one thread.
 *
 * @param rounds how often; each is a process of its own, which measures all sides in turns
 * @param progress is told what goes on
 */
public record SignBench(int rounds, Consumer<String> progress) {
    /** Measures. */
    public List<Section> run() throws IOException, InterruptedException {
        var besideSdk = new Comparison.Rounds();
        var besideHashing = new Comparison.Rounds();
        for (int round = 1; round <= rounds; round++) {
            progress.accept("sign, round " + round);
            List<String> command =
                    Jvm.like(List.of("-Xmx256m", "-XX:+UseSerialGC")).command(UrlsASecond.class);
            try (Child child = Child.start(command, System.getenv())) {
                double sdk = Double.parseDouble(child.await(UrlsASecond.SDK));
                double hashing = Double.parseDouble(child.await(UrlsASecond.HASHING));
                double ours = Double.parseDouble(child.await(UrlsASecond.OURS));
                child.awaitEnd();
                besideSdk.add(ours, sdk);
                besideHashing.add(ours, hashing);
            }
        }
        String both = "Both: one thread of a JVM with -Xmx256m -XX:+UseSerialGC, " + UrlsASecond.WARM_UP_SECONDS
                + " s to warm up, then " + UrlsASecond.SECONDS + " s, all sides in turns.";
        return List.of(
                new Section(
                        "Presigned URLs a second",
                        List.of(
                                "Ours: S3.signPut, a part of an upload, with its number, length and SHA-256. SDK: the AWS SDK's"
                                        + " S3Presigner, the same request, of which it makes the same URL to the byte.",
                                both),
                        "ours",
                        "AWS SDK",
                        List.of(besideSdk.of("parts' URLs", Unit.A_SECOND))),
                new Section(
                        "Presigned URLs a second, beside the hashing alone",
                        List.of(
                                "Bare: SHA-256 of a canonical request's bytes and HMAC-SHA256 of a string to sign, keyed"
                                        + " before, without making either text or a URL of it.",
                                both),
                        "ours",
                        "bare hashing",
                        List.of(besideHashing.of("parts' URLs", Unit.A_SECOND))));
    }
}
