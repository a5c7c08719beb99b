package io.cloudstore.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/**
 * Where the queues are, and as who they are read.
 *
 * @param endpoint none: AWS
 * @param keys none: as the SDK's default chain finds them (environment, profile, role)
 */
public record QueueAccess(Optional<URI> endpoint, Optional<Keys> keys) {

    /**
     * A key pair.
     *
     * @param accessKey its public half
     * @param secretKey its secret half; {@link #toString} leaves it out
     */
    public record Keys(String accessKey, String secretKey) {
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
        return new QueueAccess(Optional.of(endpoint), Optional.of(keys));
    }

    SqsClient client(String region) {
        SqsClientBuilder client = SqsClient.builder()
                .region(Region.of(region))
                // longer than the longest long poll, 20 s
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(Duration.ofSeconds(40)));
        endpoint.ifPresent(client::endpointOverride);
        keys.ifPresent(pair -> client.credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(pair.accessKey(), pair.secretKey()))));
        return client.build();
    }
}
