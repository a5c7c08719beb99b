package io.cloudstore.functions.s3;

import io.cloudstore.functions.s3.Sessions.Session;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Presigns requests with the session of the moment, for no longer than that session lasts. */
final class Signer {
    private static final DateTimeFormatter SIGNING_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    /**
     * Signed, but not told to the client: it sends both in any case, computed from the URL and the body, and browsers and
     * Java's HTTP client refuse to have them set.
     */
    private static final Set<String> SENT_ANYWAY = Set.of("host", "content-length");

    private final S3Presigner presigner;
    private final Sessions sessions;
    private final Clock clock;

    Signer(S3Presigner presigner, Sessions sessions, Clock clock) {
        this.presigner = presigner;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * A presigned request.
     *
     * @param headers the headers that the client must send, in lower case
     * @param expiresAt when the URL ends, to the second, as the store will judge it
     */
    record Signed(URI url, SortedMap<String, String> headers, Instant expiresAt) {}

    Signed put(PutObjectRequest.Builder request, Duration life) {
        Session session = sessions.current();
        PutObjectRequest put = request.overrideConfiguration(c -> c.credentialsProvider(of(session)))
                .build();
        return told(presigner.presignPutObject(
                p -> p.signatureDuration(within(session, life)).putObjectRequest(put)));
    }

    Signed part(UploadPartRequest.Builder request, Duration life) {
        Session session = sessions.current();
        UploadPartRequest part = request.overrideConfiguration(c -> c.credentialsProvider(of(session)))
                .build();
        return told(presigner.presignUploadPart(
                p -> p.signatureDuration(within(session, life)).uploadPartRequest(part)));
    }

    Signed get(GetObjectRequest.Builder request, Duration life) {
        Session session = sessions.current();
        GetObjectRequest get = request.overrideConfiguration(c -> c.credentialsProvider(of(session)))
                .build();
        return told(presigner.presignGetObject(
                p -> p.signatureDuration(within(session, life)).getObjectRequest(get)));
    }

    private static StaticCredentialsProvider of(Session session) {
        return StaticCredentialsProvider.create(session.credentials());
    }

    /** Whole seconds, at least one: what {@code X-Amz-Expires} can say. */
    private Duration within(Session session, Duration life) {
        Instant now = clock.instant();
        boolean outlived = session.end().isBefore(now.plus(life));
        Duration left = outlived ? Duration.between(now, session.end()) : life;
        return Duration.ofSeconds(Math.max(1, left.toSeconds()));
    }

    private static Signed told(PresignedRequest presigned) {
        SdkHttpRequest request = presigned.httpRequest();
        var headers = new TreeMap<String, String>();
        presigned.signedHeaders().forEach((name, values) -> {
            if (!SENT_ANYWAY.contains(name)) {
                headers.put(name, String.join(",", values));
            }
        });
        return new Signed(request.getUri(), headers, end(request));
    }

    private static Instant end(SdkHttpRequest request) {
        Instant signedAt = SIGNING_TIME.parse(parameter(request, "X-Amz-Date"), Instant::from);
        return signedAt.plusSeconds(Long.parseLong(parameter(request, "X-Amz-Expires")));
    }

    private static String parameter(SdkHttpRequest request, String name) {
        return request.firstMatchingRawQueryParameter(name).orElseThrow();
    }
}
