package io.cloudstore.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/**
 * Where the queues are, and as who they are read.
 *
 * @param endpoint none: AWS
 * @param keys asked for at each call; none: as the SDK's default chain finds them (environment, profile, role)
 */
public record QueueAccess(Optional<URI> endpoint, Optional<Supplier<Keys>> keys) {

    /**
     * A key pair.
     *
     * @param accessKey its public half
     * @param secretKey its secret half; {@link #toString} leaves it out
     */
    public record Keys(String accessKey, String secretKey) {
        /**
         * Keys as secrets hold them.
         *
         * @param pair {@code accessKey:secretKey}
         * @throws IllegalArgumentException for another form; the message shows nothing of it
         */
        public static Keys parse(String pair) {
            int colon = pair.indexOf(':');
            if (colon < 1 || colon == pair.length() - 1) {
                throw new IllegalArgumentException("the keys are not of the form accessKey:secretKey");
            }
            return new Keys(pair.substring(0, colon), pair.substring(colon + 1));
        }

        @Override
        public String toString() {
            return "Keys[" + accessKey + "]";
        }
    }

    /** Queues of AWS. */
    public static QueueAccess aws() {
        return new QueueAccess(Optional.empty(), Optional.empty());
    }

    /** Queues of another server. */
    public static QueueAccess at(URI endpoint, Keys keys) {
        return new QueueAccess(Optional.of(endpoint), Optional.of(() -> keys));
    }

    /** What requests are signed with. Keys that can't be had at a call fail that call alone, as a server's refusal does. */
    public AwsCredentialsProvider credentials() {
        return keys.<AwsCredentialsProvider>map(pair -> () -> credentials(pair))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    private static AwsCredentials credentials(Supplier<Keys> pair) {
        try {
            Keys now = pair.get();
            return AwsBasicCredentials.create(now.accessKey(), now.secretKey());
        } catch (RuntimeException unusable) {
            throw SdkClientException.create("the keys can't be used now: " + unusable.getMessage(), unusable);
        }
    }

    /** A client of the queues; the caller closes it. */
    public SqsClient client(String region) {
        SqsClientBuilder client = SqsClient.builder()
                .region(Region.of(region))
                .credentialsProvider(credentials())
                // longer than the longest long poll, 20 s
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(Duration.ofSeconds(40)));
        endpoint.ifPresent(client::endpointOverride);
        return client.build();
    }
}
