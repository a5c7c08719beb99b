package io.cloudstore.gateway.storecheck;

import io.cloudstore.functions.s3.S3;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * A store, as the functions are told of it.
 *
 * @param adapters the settings of the functions' own adapters
 * @param worker the worker's keys once more, for what no adapter does
 * @param origin the origin that browsers are to come from; {@code *} for any
 * @param clock our clock, which the store's is compared with
 */
public record StoreToCheck(S3.Settings adapters, AwsCredentialsProvider worker, String origin, Clock clock) {
    /** Longest wait for one answer of the store, completing and copying included: nothing large is sent. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The adapters with URLs for the address where we reach the store: clients' own often can't be reached from here. */
    S3.Settings withoutPublicEndpoint() {
        return new S3.Settings(
                adapters.region(),
                adapters.endpoint(),
                Optional.empty(),
                adapters.stagingBucket(),
                adapters.longTermBucket(),
                adapters.worker(),
                adapters.uploadSigner(),
                adapters.downloadSigner(),
                adapters.slowCall());
    }
}
