package io.cloudstore.contract;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.drive.SignGet;
import io.cloudstore.core.instant.CopyBlobParts;
import io.cloudstore.core.sweep.CleanStaging;
import io.cloudstore.core.transfer.LongTermStore;
import io.cloudstore.core.upload.SignPut;
import io.cloudstore.core.upload.SignPut.SignedPut;
import io.cloudstore.core.upload.StagingStore;
import io.cloudstore.functions.s3.S3;
import io.cloudstore.functions.s3.S3.Identity;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.opentest4j.AssertionFailedError;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The adapters of the object store on an engine, and a client that knows nothing but URLs. The engine is the embedded one,
 * or whatever {@code CLOUDSTORE_CONTRACT_S3} names as {@code endpoint,accessKey,secret,stagingBucket,longTermBucket}: two
 * buckets that are there, of which the keys may do everything.
 */
final class StoreUnderTest implements AutoCloseable {
    private static final String ELSEWHERE = "CLOUDSTORE_CONTRACT_S3";
    private static final String REGION = "us-east-1";

    private final Engine engine;
    private final S3 adapters;
    private final StagingStore staging;
    private final LongTermStore longTerm;
    private final CopyBlobParts copies;
    private final CleanStaging clean;
    private final SignPut signPut;
    private final SignGet signGet;
    private final HttpClient http = HttpClient.newHttpClient();

    private StoreUnderTest(Engine engine) {
        this.engine = engine;
        this.adapters = adapters(engine.stagingBucket());
        this.staging = adapters.stagingStore();
        this.longTerm = adapters.longTermStore();
        this.copies = adapters.copyBlobParts();
        this.clean = adapters.cleanStaging();
        this.signPut = adapters.signPut();
        this.signGet = adapters.signGet();
    }

    /** Where the buckets are, the keys of each identity of ours, and those of somebody who may do everything. */
    record Engine(
            URI endpoint,
            String workerKeys,
            String uploadKeys,
            String downloadKeys,
            String ownerKeys,
            String stagingBucket,
            String longTermBucket,
            Runnable end) {}

    static StoreUnderTest start() throws Exception {
        return new StoreUnderTest(engine());
    }

    /** The engine that this run is about; the caller ends it. */
    static Engine engine() throws IOException {
        String elsewhere = System.getenv(ELSEWHERE);
        return elsewhere == null ? EmbeddedEngine.start() : named(elsewhere);
    }

    private static Engine named(String setting) {
        List<String> parts = List.of(setting.split(",", -1));
        String keys = parts.get(1) + ":" + parts.get(2);
        return new Engine(URI.create(parts.get(0)), keys, keys, keys, keys, parts.get(3), parts.get(4), () -> {});
    }

    StagingStore staging() {
        return staging;
    }

    LongTermStore longTerm() {
        return longTerm;
    }

    CopyBlobParts copies() {
        return copies;
    }

    CleanStaging clean() {
        return clean;
    }

    SignPut signPut() {
        return signPut;
    }

    SignGet signGet() {
        return signGet;
    }

    String stagingBucket() {
        return engine.stagingBucket();
    }

    /** Adapters whose staging bucket is another. */
    S3 adaptersOf(String stagingBucket) {
        return adapters(stagingBucket);
    }

    /** The store for whoever may do everything, past the adapters. */
    S3Client owner() {
        String[] keys = engine.ownerKeys().split(":", 2);
        return S3Client.builder()
                .region(Region.of(REGION))
                .endpointOverride(engine.endpoint())
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(keys[0], keys[1])))
                .build();
    }

    /** The long-term key that goes with a staging key in these tests. */
    UUID longTermKeyOf(UUID stagingKey) {
        return new UUID(stagingKey.getLeastSignificantBits(), stagingKey.getMostSignificantBits());
    }

    Blob blob(UUID stagingKey, Place place) {
        return blob(stagingKey, place, PartPlan.of(1));
    }

    Blob blob(UUID stagingKey, Place place, PartPlan plan) {
        return new Blob(
                new BlobId(new UUID(0, 1)),
                Domain.INSTALLATION,
                plan,
                new ContentId(Sha256.digestOf(new byte[0]), 1),
                place,
                Life.LIVE,
                stagingKey,
                Instant.EPOCH,
                longTermKeyOf(stagingKey),
                Optional.empty());
    }

    HttpResponse<String> put(SignedPut signed, byte[] content) throws IOException, InterruptedException {
        return put(signed.url(), signed.headers(), content);
    }

    HttpResponse<String> put(URI url, Map<String, String> headers, byte[] content)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url)
                .PUT(BodyPublishers.ofByteArray(content))
                .timeout(Duration.ofMinutes(1));
        headers.forEach(request::setHeader);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Puts the same content to many URLs, some at a time. */
    void putMany(List<SignedPut> urls, byte[] content) throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> puts = urls.stream()
                    .<Callable<Integer>>map(url -> () -> put(url, content).statusCode())
                    .toList();
            for (Future<Integer> status : threads.invokeAll(puts)) {
                if (status.get() != 200) {
                    throw new AssertionFailedError("a PUT was answered with " + status.get());
                }
            }
        }
    }

    HttpResponse<byte[]> get(URI url, Map<String, String> headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url).timeout(Duration.ofMinutes(1));
        headers.forEach(request::setHeader);
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        http.close();
        adapters.close();
        engine.end().run();
    }

    private S3 adapters(String stagingBucket) {
        return new S3(
                new S3.Settings(
                        REGION,
                        Optional.of(engine.endpoint()),
                        Optional.empty(),
                        stagingBucket,
                        engine.longTermBucket(),
                        new Identity.Keys(engine::workerKeys),
                        new Identity.Keys(engine::uploadKeys),
                        new Identity.Keys(engine::downloadKeys),
                        Duration.ofSeconds(30)),
                Clock.systemUTC());
    }
}
