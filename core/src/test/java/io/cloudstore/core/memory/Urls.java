package io.cloudstore.core.memory;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.SignGet;
import io.cloudstore.core.memory.Bucket.Answer;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.SignPut;
import io.cloudstore.protocol.content.Sha256;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Presigned URLs, and what the store answers to whoever uses one. */
public final class Urls implements SignPut, SignGet {
    private record Put(
            UUID key,
            Optional<String> multipartId,
            int n,
            Sha256 sha256,
            long length,
            Map<String, String> headers,
            Instant expiresAt) {}

    private record Get(Bucket bucket, UUID key, Instant expiresAt) {}

    private final Bucket staging;
    private final Bucket longTerm;
    private final Clock clock;
    private final Map<URI, Put> puts = new HashMap<>();
    private final Map<URI, Get> gets = new HashMap<>();
    private int names;

    Urls(Bucket staging, Bucket longTerm, Clock clock) {
        this.staging = staging;
        this.longTerm = longTerm;
        this.clock = clock;
    }

    @Override
    public synchronized SignedPut whole(UUID key, Sha256 sha256, long length, String contentType, Duration life) {
        Map<String, String> headers = Map.of(
                "x-amz-checksum-sha256",
                sha256.base64(),
                "content-length",
                Long.toString(length),
                "content-type",
                contentType,
                "if-none-match",
                "*");
        return sign(new Put(
                key,
                Optional.empty(),
                1,
                sha256,
                length,
                headers,
                clock.instant().plus(life)));
    }

    @Override
    public synchronized SignedPut part(UUID key, String multipartId, RecordedPart part, Duration life) {
        Map<String, String> headers = Map.of(
                "x-amz-checksum-sha256", part.sha256().base64(),
                "content-length", Long.toString(part.length()));
        return sign(new Put(
                key,
                Optional.of(multipartId),
                part.n(),
                part.sha256(),
                part.length(),
                headers,
                clock.instant().plus(life)));
    }

    private SignedPut sign(Put put) {
        URI url = URI.create("https://staging.example/" + ++names);
        puts.put(url, put);
        return new SignedPut(url, put.headers(), put.expiresAt());
    }

    /** Sends a body with the headers that were signed. */
    public Answer put(SignedPut signed, Bytes body) {
        return put(signed.url(), signed.headers(), body);
    }

    /** Sends a body with these headers. */
    public synchronized Answer put(URI url, Map<String, String> headers, Bytes body) {
        Put put = puts.get(url);
        if (!clock.instant().isBefore(put.expiresAt())
                || !headers.equals(put.headers())
                || body.length() != put.length()) {
            return Answer.FORBIDDEN;
        }
        return put.multipartId().isPresent()
                ? staging.putPart(put.key(), put.multipartId().get(), put.n(), body, put.sha256())
                : staging.put(put.key(), body, put.sha256(), true);
    }

    @Override
    public synchronized SignedGet sign(Blob blob, EntryName fileName, String contentType, Duration life) {
        URI url = URI.create("https://store.example/" + ++names);
        Instant end = clock.instant().plus(life);
        gets.put(
                url,
                blob.place() == Place.STORED
                        ? new Get(longTerm, blob.longTermKey(), end)
                        : new Get(staging, blob.stagingKey(), end));
        return new SignedGet(url, end);
    }

    /** Fetches; none if the URL is over or the object is gone. */
    public synchronized Optional<Bytes> get(URI url) {
        Get get = gets.get(url);
        return clock.instant().isBefore(get.expiresAt())
                ? get.bucket().head(get.key()).map(Bucket.Stored::bytes)
                : Optional.empty();
    }
}
