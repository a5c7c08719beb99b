package io.cloudstore.functions.s3;

import io.cloudstore.functions.s3.Sessions.Session;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Presigns requests with the session of the moment, for no longer than that session lasts. */
final class Signer {
    /**
     * Signed, but not told to the client: it sends both in any case, computed from the URL and the body, and browsers and
     * Java's HTTP client refuse to have them set.
     */
    private static final Set<String> SENT_ANYWAY = Set.of("host", "content-length");

    private final UrlSigner signer;
    private final Sessions sessions;
    private final Clock clock;

    Signer(UrlSigner signer, Sessions sessions, Clock clock) {
        this.signer = signer;
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

    /** A PUT with these headers, and that of the host. */
    Signed put(
            Address bucket,
            String key,
            SortedMap<String, String> parameters,
            SortedMap<String, String> headers,
            Duration life) {
        return sign("PUT", bucket, key, parameters, headers, life);
    }

    /** A GET with no header but that of the host. */
    Signed get(Address bucket, String key, SortedMap<String, String> parameters, Duration life) {
        return sign("GET", bucket, key, parameters, Collections.emptySortedMap(), life);
    }

    private Signed sign(
            String method,
            Address bucket,
            String key,
            SortedMap<String, String> parameters,
            SortedMap<String, String> headers,
            Duration life) {
        Session session = sessions.current();
        Instant now = clock.instant();
        long seconds = within(session, now, life);
        var signed = new TreeMap<>(headers);
        signed.put("host", bucket.host());
        URI url = signer.sign(
                new UrlSigner.Request(method, bucket, key, parameters, signed), session.credentials(), now, seconds);
        signed.keySet().removeAll(SENT_ANYWAY);
        return new Signed(url, signed, now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(seconds));
    }

    /** Whole seconds, at least one: what {@code X-Amz-Expires} can say. */
    private static long within(Session session, Instant now, Duration life) {
        boolean outlived = session.end().isBefore(now.plus(life));
        Duration left = outlived ? Duration.between(now, session.end()) : life;
        return Math.max(1, left.toSeconds());
    }
}
