package io.cloudstore.functions.s3;

import io.cloudstore.core.drive.SignGet;
import io.cloudstore.core.instant.CopyBlobParts;
import io.cloudstore.core.instant.ReadRanges;
import io.cloudstore.core.sweep.CleanLongTerm;
import io.cloudstore.core.sweep.CleanStaging;
import io.cloudstore.core.sweep.DigestRange;
import io.cloudstore.core.sweep.WalkBucket;
import io.cloudstore.core.transfer.LongTermStore;
import io.cloudstore.core.upload.SignPut;
import io.cloudstore.core.upload.StagingKey;
import io.cloudstore.core.upload.StagingStore;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Makes the adapters of the object store. Whatever one of them needs is built when it is first asked for: a function that
 * only signs never builds a client, and nothing connects before its first use.
 */
public final class S3 implements AutoCloseable {
    private final Settings settings;
    private final Clock clock;
    private final Deque<SdkAutoCloseable> open = new ArrayDeque<>();
    private @Nullable AwsCredentialsProvider worker;
    private @Nullable S3Client client;
    private boolean closed;

    /** Builds nothing yet. */
    public S3(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What the adapters need to know.
     *
     * @param endpoint where the store is, for us; none for AWS. With an endpoint, buckets are addressed by path
     * @param publicEndpoint where it is for clients, named in presigned URLs; none if it is {@code endpoint}
     * @param worker who reads, merges, copies and cleans
     * @param uploadSigner who signs PUTs; a role or keys
     * @param downloadSigner who signs GETs; a role or keys
     * @param slowCall longest wait for completing and copying, which take minutes for large objects; all other calls
     *     wait {@link Clients#QUICK_CALL} at most, HEAD about two seconds more
     */
    public record Settings(
            String region,
            Optional<URI> endpoint,
            Optional<URI> publicEndpoint,
            String stagingBucket,
            String longTermBucket,
            Identity worker,
            Identity uploadSigner,
            Identity downloadSigner,
            Duration slowCall) {}

    /** Who acts. */
    public sealed interface Identity {
        /** The role, or the keys, that the process finds itself in. Can't sign URLs: it doesn't know when it ends. */
        record Environment() implements Identity {}

        /**
         * A key pair that doesn't end by itself.
         *
         * @param pair {@code accessKey:secret}, asked for at each use
         */
        record Keys(Supplier<String> pair) implements Identity {}

        /**
         * Sessions of one hour of a role, begun by the worker, whose own role may not be one of these.
         *
         * @param arn which role
         * @param sts where sessions are begun; none for AWS
         */
        record Role(String arn, Optional<URI> sts) implements Identity {}

        /**
         * The identity that a setting names: nothing for the environment's, {@code role:ARN}, or a reference to a secret
         * {@code accessKey:secret}.
         *
         * @param sts where sessions of a role are begun; none for AWS
         * @param secrets resolves the reference; called at each use
         */
        static Identity of(String setting, Optional<URI> sts, UnaryOperator<String> secrets) {
            if (setting.isEmpty()) {
                return new Environment();
            }
            return setting.startsWith("role:")
                    ? new Role(setting.substring("role:".length()), sts)
                    : new Keys(() -> secrets.apply(setting));
        }
    }

    /** What merging asks of the staging bucket. */
    public StagingStore stagingStore() {
        return staging();
    }

    /** What proofs of possession ask of both buckets. */
    public ReadRanges readRanges() {
        return new StoredRanges(bucket(settings.stagingBucket()), bucket(settings.longTermBucket()));
    }

    /** Removes what lies in the staging bucket under a key. */
    public CleanStaging cleanStaging() {
        return staging();
    }

    /** What the transfer asks of the long-term bucket. */
    public LongTermStore longTermStore() {
        return longTerm();
    }

    /** Copies parts of stored content into uploads. */
    public CopyBlobParts copyBlobParts() {
        return new BlobCopies(bucket(settings.stagingBucket()), bucket(settings.longTermBucket()));
    }

    /** Removes what lies in the long-term bucket under a key. */
    public CleanLongTerm cleanLongTerm() {
        return longTerm();
    }

    /** Walks over the staging bucket. */
    public WalkBucket walkStaging() {
        return new BucketWalk(bucket(settings.stagingBucket()), this::client, StagingKey::parse, ObjectKeys::staging);
    }

    /** Walks over the long-term bucket. */
    public WalkBucket walkLongTerm() {
        return new BucketWalk(
                bucket(settings.longTermBucket()), this::client, ObjectKeys::parseLongTerm, ObjectKeys::longTerm);
    }

    /** Reads stored bytes again. */
    public DigestRange digestRange() {
        return new StoredDigests(bucket(settings.longTermBucket()));
    }

    /**
     * Presigned PUTs.
     *
     * @throws IllegalArgumentException if the upload signer is neither a role nor keys
     */
    public SignPut signPut() {
        return new PutSigner(signer(settings.uploadSigner(), "upload"), addressOf(settings.stagingBucket()));
    }

    /**
     * Presigned GETs.
     *
     * @throws IllegalArgumentException if the download signer is neither a role nor keys
     */
    public SignGet signGet() {
        return new GetSigner(
                signer(settings.downloadSigner(), "download"),
                addressOf(settings.stagingBucket()),
                addressOf(settings.longTermBucket()));
    }

    /**
     * Signs a URL that nobody gets, with keys that are nobody's: what the first signature of a process loads is better
     * loaded before a snapshot is taken than while a caller waits.
     */
    public void warmUpSigning() {
        var nobody = new Sessions.OfKeys(() -> "warm-up:warm-up");
        new PutSigner(new Signer(new UrlSigner(settings.region()), nobody, clock), addressOf(settings.stagingBucket()))
                .warmUp();
    }

    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        client = null;
        worker = null;
        closed = true;
    }

    private StagingBucket staging() {
        return new StagingBucket(bucket(settings.stagingBucket()));
    }

    private LongTermBucket longTerm() {
        return new LongTermBucket(bucket(settings.longTermBucket()), this::client, settings.stagingBucket());
    }

    private Bucket bucket(String name) {
        var quick =
                new QuickHead(new UrlSigner(settings.region()), this::worker, Address.ofOurs(settings, name), clock);
        return new Bucket(this::client, quick, name, settings.slowCall());
    }

    private Signer signer(Identity identity, String purpose) {
        return new Signer(new UrlSigner(settings.region()), sessions(identity, purpose), clock);
    }

    private Address addressOf(String bucket) {
        return Address.of(settings, bucket);
    }

    private Sessions sessions(Identity identity, String purpose) {
        return switch (identity) {
            case Identity.Environment none ->
                throw new IllegalArgumentException(
                        "the " + purpose + " signer must be a role or a key pair: URLs signed with an environment's own"
                                + " role end when that role's session does, which nobody tells");
            case Identity.Keys keys -> new Sessions.OfKeys(keys.pair());
            case Identity.Role role -> {
                var sts = keepOpen(Clients.sts(settings, role));
                yield new AssumedRole(new AssumeRole(sts, role.arn(), "cloudstore-" + purpose), clock);
            }
        };
    }

    private synchronized S3Client client() {
        requireOpen();
        if (client == null) {
            client = keepOpen(Clients.s3(settings, worker()));
        }
        return client;
    }

    private synchronized AwsCredentialsProvider worker() {
        requireOpen();
        if (worker == null) {
            worker = settings.worker() instanceof Identity.Role role
                    ? Clients.workerIn(role, keepOpen(Clients.sts(settings, role)))
                    : Clients.ownCredentials(settings.worker());
        }
        return worker;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the object store was closed");
        }
    }

    private synchronized <T extends SdkAutoCloseable> T keepOpen(T resource) {
        open.push(resource);
        return resource;
    }
}
