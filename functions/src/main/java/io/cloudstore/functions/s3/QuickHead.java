package io.cloudstore.functions.s3;

import io.cloudstore.core.upload.StagingStore.StagedObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ChecksumType;

/**
 * HEAD of an object by a URL that we sign ourselves: the call that every file costs, without the SDK's pipeline, which takes
 * most of its time. It knows the two answers that matter, and leaves every other one, with the retries that may
 * help, to the SDK. Safe for any number of threads.
 */
final class QuickHead {
    private static final Logger LOG = LoggerFactory.getLogger(QuickHead.class);

    /** For connecting, and as long again for the answer. */
    private static final Duration WAITS = Duration.ofSeconds(1);
    /** The URL is used at once, but the store's clock may go before ours. */
    private static final long URL_SECONDS = 60;
    /** A connection that fails is not tried again for so long: the SDK may know a way, as a proxy. */
    private static final Duration LEFT_ALONE = Duration.ofMinutes(1);

    private static final String MODE = "x-amz-checksum-mode";

    private final UrlSigner signer;
    private final Supplier<AwsCredentialsProvider> credentials;
    private final Address bucket;
    private final Clock clock;
    private volatile Instant leftAloneUntil = Instant.MIN;

    /** For the objects of one bucket. */
    QuickHead(UrlSigner signer, Supplier<AwsCredentialsProvider> credentials, Address bucket, Clock clock) {
        this.signer = signer;
        this.credentials = credentials;
        this.bucket = bucket;
        this.clock = clock;
    }

    /** What the store said. */
    sealed interface Answer {
        /** This object is there. */
        record There(StagedObject object) implements Answer {}

        /** Nothing is there, neither the object nor perhaps the bucket. */
        record Absent() implements Answer {}

        /** Anything else: the SDK is to ask. */
        record Unclear() implements Answer {}
    }

    /** Asks once. */
    Answer ask(String key) {
        if (clock.instant().isBefore(leftAloneUntil)) {
            return new Answer.Unclear();
        }
        HttpURLConnection connection;
        try {
            connection = open(key);
            connection.connect();
        } catch (IOException | SdkException e) {
            leaveAlone(e);
            return new Answer.Unclear();
        }
        try {
            return answer(connection);
        } catch (IOException e) {
            return new Answer.Unclear();
        }
    }

    private void leaveAlone(Exception reason) {
        if (!Thread.currentThread().isInterrupted()) {
            LOG.info(
                    "HEAD goes through the SDK for {} s, after {}",
                    LEFT_ALONE.toSeconds(),
                    reason.getClass().getName());
            leftAloneUntil = clock.instant().plus(LEFT_ALONE);
        }
    }

    private HttpURLConnection open(String key) throws IOException {
        var headers = new TreeMap<>(Map.of("host", bucket.host(), MODE, "ENABLED"));
        var request = new UrlSigner.Request("HEAD", bucket, key, Collections.emptySortedMap(), headers);
        URI url = signer.sign(request, credentials.get().resolveCredentials(), clock.instant(), URL_SECONDS);
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setRequestMethod("HEAD");
        connection.setRequestProperty(MODE, "ENABLED");
        connection.setConnectTimeout((int) WAITS.toMillis());
        connection.setReadTimeout((int) WAITS.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        return connection;
    }

    private static Answer answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (InputStream _ = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            // Closed, so that the connection is kept for the next one.
            return switch (status) {
                case 200 -> there(connection);
                case 404 -> new Answer.Absent();
                default -> new Answer.Unclear();
            };
        }
    }

    private static Answer there(HttpURLConnection answer) {
        long size = answer.getContentLengthLong();
        String etag = answer.getHeaderField("ETag");
        if (size < 0 || etag == null) {
            return new Answer.Unclear();
        }
        String type = answer.getHeaderField("x-amz-checksum-type");
        return new Answer.There(new StagedObject(
                size,
                Checksums.attested(
                        answer.getHeaderField("x-amz-checksum-sha256"),
                        type == null ? null : ChecksumType.fromValue(type)),
                etag));
    }
}
