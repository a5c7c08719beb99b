package io.cloudstore.gateway.storecheck;

import io.cloudstore.core.drive.SignGet;
import io.cloudstore.core.transfer.LongTermStore;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.SignPut;
import io.cloudstore.core.upload.SignPut.SignedPut;
import io.cloudstore.core.upload.StagingKey;
import io.cloudstore.core.upload.StagingStore;
import io.cloudstore.core.upload.StagingStore.StagedObject;
import io.cloudstore.core.upload.StagingStore.StagedPart;
import io.cloudstore.functions.s3.S3;
import io.cloudstore.protocol.content.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.Part;

/** The store that is looked at: the functions' adapters, a client that knows nothing but URLs, and what was made so far. */
final class Subject implements AutoCloseable {
    /** S3's least size of a part that is not the last. */
    static final int LEAST_PART = 5 << 20;
    /** Life of a URL that is to be good for as long as the checks take: that of clients' URLs, unless told otherwise. */
    static final Duration LIFE = Duration.ofMinutes(15);

    static final String TYPE = "text/plain";

    private static final Logger LOG = LoggerFactory.getLogger(Subject.class);

    final StagingStore staging;
    final LongTermStore longTerm;

    private final StoreToCheck store;
    private final S3 adapters;
    private final S3Client client;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Made made;

    private @Nullable SignPut signPut;
    private @Nullable SignGet signGet;
    private @Nullable Expiring expiring;
    private @Nullable Staged staged;
    private @Nullable Staged merged;
    private @Nullable String mergedUpload;
    private String date = "";
    private Instant dateAt = Instant.EPOCH;

    Subject(StoreToCheck store) {
        this.store = store;
        this.adapters = new S3(store.withoutPublicEndpoint(), store.clock());
        this.staging = adapters.stagingStore();
        this.longTerm = adapters.longTermStore();
        this.made = new Made(staging, longTerm, adapters.cleanStaging());
        this.client = client(store);
    }

    private static S3Client client(StoreToCheck store) {
        S3ClientBuilder client = S3Client.builder()
                .region(Region.of(store.adapters().region()))
                .credentialsProvider(store.worker())
                .forcePathStyle(store.adapters().endpoint().isPresent())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(StoreToCheck.PATIENCE));
        store.adapters().endpoint().ifPresent(client::endpointOverride);
        return client.build();
    }

    /**
     * An object that was put as a client puts it.
     *
     * @param parts digests of its parts
     * @param size bytes of all
     */
    record Staged(UUID key, List<Sha256> parts, long size, String etag) {
        /** Its key as the store knows it. */
        String path() {
            return StagingKey.write(key);
        }
    }

    /** The worker's client, for what no adapter does. */
    S3Client client() {
        return client;
    }

    String stagingBucket() {
        return store.adapters().stagingBucket();
    }

    String origin() {
        return store.origin();
    }

    /** A new key under {@code staging/}, whatever of which is removed in the end. */
    UUID newKey() {
        return made.newKey();
    }

    /** Content that says whose it is, for whoever finds it. */
    static byte[] content(String what) {
        return ("cloudstore check-store: " + what + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The same, filled up to {@code size} bytes. */
    static byte[] content(String what, int size) {
        return Arrays.copyOf(content(what), size);
    }

    /** Presigned GETs. */
    SignGet signGet() {
        if (signGet == null) {
            signGet = adapters.signGet();
        }
        return signGet;
    }

    private SignPut signPut() {
        if (signPut == null) {
            signPut = adapters.signPut();
        }
        return signPut;
    }

    /** A URL for the whole of {@code content} at the address that clients use; none when that is the store's own. */
    Optional<SignedPut> signForClients(UUID key, byte[] content) {
        if (store.adapters().publicEndpoint().isEmpty()) {
            return Optional.empty();
        }
        try (S3 forClients = new S3(store.adapters(), store.clock())) {
            return Optional.of(forClients.signPut().whole(key, Sha256.digestOf(content), content.length, TYPE, LIFE));
        }
    }

    /** A URL for the whole of {@code content}. */
    SignedPut sign(UUID key, byte[] content) {
        return signPut().whole(key, Sha256.digestOf(content), content.length, TYPE, LIFE);
    }

    /** A URL for a part. */
    SignedPut sign(UUID key, String upload, int n, byte[] content) {
        var part = new RecordedPart(n, Sha256.digestOf(content), content.length);
        return signPut().part(key, upload, part, LIFE);
    }

    /** Puts as a client does: with the headers that came with the URL. */
    HttpResponse<String> put(SignedPut signed, byte[] content) throws IOException, InterruptedException {
        return put(signed.url(), signed.headers(), content);
    }

    HttpResponse<String> put(URI url, Map<String, String> headers, byte[] content)
            throws IOException, InterruptedException {
        return send("PUT", url, headers, BodyPublishers.ofByteArray(content));
    }

    HttpResponse<String> send(String method, URI url, Map<String, String> headers, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).method(method, body).timeout(StoreToCheck.PATIENCE);
        headers.forEach(request::setHeader);
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        date = answer.headers().firstValue("date").orElse("");
        dateAt = store.clock().instant();
        return answer;
    }

    /** How far the store's clock is ahead of ours, by its last answer to a URL. */
    Duration apart() throws Unknowable {
        return LastChecks.ahead(date, dateAt);
    }

    /** Refused means 4xx: anything else is a success, or no judgement. */
    static void requireRefused(String what, HttpResponse<String> answer) throws Broken {
        if (answer.statusCode() < 400 || answer.statusCode() > 499) {
            throw new Broken(what + " was answered with " + answer.statusCode());
        }
    }

    static void requireStatus(String what, int status, HttpResponse<String> answer) throws Broken {
        if (answer.statusCode() != status) {
            throw new Broken(what + " was answered with " + answer.statusCode() + " rather than " + status);
        }
    }

    /** Nothing may lie under the key. */
    void requireNothing(String what, UUID key) throws Broken {
        if (staging.head(key).isPresent()) {
            throw new Broken(what + " stored an object");
        }
    }

    /** The parts that the store shows. */
    List<StagedPart> parts(UUID key, String upload) throws Broken {
        return staging.listParts(key, upload)
                .orElseThrow(() -> new Broken("ListParts says that there is no such upload"));
    }

    /** The parts that the store holds, also those of which it tells no SHA-256, which the adapter passes over. */
    List<Part> held(Multipart upload) {
        return client.listParts(l -> l.bucket(stagingBucket())
                        .key(StagingKey.write(upload.key()))
                        .uploadId(upload.id()))
                .parts();
    }

    /** The object under the key. */
    StagedObject head(UUID key) throws Broken {
        return staging.head(key).orElseThrow(() -> new Broken("HEAD finds nothing of what was stored"));
    }

    /** A multipart upload. */
    record Multipart(UUID key, String id) {}

    /** Begins a multipart upload under a new key. */
    Multipart begin() {
        UUID key = newKey();
        Multipart upload = new Multipart(key, staging.createMultipart(key, TYPE));
        made.begun(upload);
        return upload;
    }

    /** Begins a multipart upload in the long-term bucket, which is never completed. */
    Multipart beginInLongTerm() {
        UUID key = UUID.randomUUID();
        Multipart upload = new Multipart(key, longTerm.createMultipart(key));
        made.begunInLongTerm(upload);
        return upload;
    }

    /** Signs the URL that is to end. A store that told no time is taken to have ours. */
    void signExpiring(byte[] content) {
        Duration ahead;
        try {
            ahead = apart();
        } catch (Unknowable tellsNoTime) {
            ahead = Duration.ZERO;
        }
        expiring = Expiring.signed(store, ahead, newKey(), content);
    }

    /** Time until {@code end}; negative once it is over. */
    Duration until(Instant end) {
        return Duration.between(store.clock().instant(), end);
    }

    Expiring expiring() throws Unknowable {
        if (expiring == null) {
            throw new Unknowable("no URL was signed that could have expired");
        }
        return expiring;
    }

    void staged(Staged object) {
        this.staged = object;
    }

    /** The object of one PUT. */
    Staged staged() throws Unknowable {
        if (staged == null) {
            throw new Unknowable("no object was put");
        }
        return staged;
    }

    /** The object of two parts, and the upload that it was. */
    void merged(Staged object, String upload) {
        this.merged = object;
        this.mergedUpload = upload;
    }

    String mergedUpload() throws Unknowable {
        if (mergedUpload == null) {
            throw new Unknowable("no object was merged");
        }
        return mergedUpload;
    }

    /** The object of two parts. */
    Staged merged() throws Unknowable {
        if (merged == null) {
            throw new Unknowable("no object was merged");
        }
        return merged;
    }

    /** Everything that was made. */
    Made made() {
        return made;
    }

    /** Ends the connections. What could not be removed before is tried once more, and told. */
    @Override
    public void close() {
        try {
            made.removeAll();
        } catch (RuntimeException left) {
            LOG.warn("something of the check is left in the store, {}: {}", made, left.toString());
        } finally {
            client.close();
            adapters.close();
            http.shutdownNow();
        }
    }
}
