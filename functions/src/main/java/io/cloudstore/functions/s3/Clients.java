package io.cloudstore.functions.s3;

import io.cloudstore.functions.s3.S3.Identity;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** How the SDK is set up. */
final class Clients {
    /** Longest wait, with all its attempts, for a call that neither completes nor copies. */
    static final Duration QUICK_CALL = Duration.ofSeconds(10);

    private static final Duration QUICK_ATTEMPT = Duration.ofSeconds(4);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final int MOST_ATTEMPTS = 3;

    private Clients() {}

    /**
     * The worker's client. No checksum is computed unless we ask for it: the default CRC32 would stand beside the SHA-256
     * that we name.
     */
    static S3Client s3(S3.Settings settings, AwsCredentialsProvider worker) {
        S3ClientBuilder client = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(worker)
                .forcePathStyle(settings.endpoint().isPresent())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(settings.slowCall()))
                .overrideConfiguration(c -> c.apiCallTimeout(QUICK_CALL)
                        .apiCallAttemptTimeout(QUICK_ATTEMPT)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(MOST_ATTEMPTS)
                                .build()));
        settings.endpoint().ifPresent(client::endpointOverride);
        return client.build();
    }

    /** Begins sessions of a role, as the worker; as the environment's own role, if the worker is a role too. */
    static StsClient sts(S3.Settings settings, Identity.Role role) {
        StsClientBuilder client = StsClient.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(ownCredentials(settings.worker()))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(QUICK_ATTEMPT))
                .overrideConfiguration(c -> c.apiCallTimeout(QUICK_CALL));
        role.sts().ifPresent(client::endpointOverride);
        return client.build();
    }

    /** The worker, who is in this role. */
    static AwsCredentialsProvider workerIn(Identity.Role role, StsClient sts) {
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(r -> r.roleArn(role.arn()).roleSessionName("cloudstore-worker"))
                .build();
    }

    /** Whoever has these keys; whoever the environment says, for a role that is yet to be assumed. */
    static AwsCredentialsProvider ownCredentials(Identity identity) {
        return switch (identity) {
            case Identity.Keys keys -> () -> Sessions.OfKeys.parse(keys.pair().get());
            case Identity.Environment _, Identity.Role _ ->
                DefaultCredentialsProvider.builder().build();
        };
    }
}
