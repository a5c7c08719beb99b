package io.cloudstore.functions.sqs;

import io.cloudstore.core.work.WakeUp;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/** Makes the adapter that sends wake-ups. */
public final class Sqs implements AutoCloseable {
    private final SqsClient client;
    private final WakeUp wakeUp;

    /** Connects to nothing yet. */
    public Sqs(Settings settings) {
        this.client = clientFor(settings);
        this.wakeUp =
                new QueuedWakeUp(new Queue(client, settings.transferQueue()), new Queue(client, settings.jobsQueue()));
    }

    /**
     * What sending needs to know.
     *
     * @param endpoint where SQS is; none for AWS
     * @param keys {@code accessKey:secret}, asked for at each call; none for the environment's own role
     * @param transferQueue name or URL of the queue for merges and transfers
     * @param jobsQueue name or URL of the queue for all other jobs
     */
    public record Settings(
            String region,
            Optional<URI> endpoint,
            Optional<Supplier<String>> keys,
            String transferQueue,
            String jobsQueue) {}

    /** Sends wake-ups. Takes four seconds at most, also when SQS can't be reached. */
    public WakeUp wakeUp() {
        return wakeUp;
    }

    @Override
    public void close() {
        client.close();
    }

    private static SqsClient clientFor(Settings settings) {
        SqsClientBuilder client = SqsClient.builder()
                .region(Region.of(settings.region()))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(1))
                        .socketTimeout(Duration.ofSeconds(2)))
                .overrideConfiguration(c -> c.apiCallTimeout(Duration.ofSeconds(4)));
        settings.endpoint().ifPresent(client::endpointOverride);
        settings.keys().ifPresent(keys -> client.credentialsProvider(() -> parse(keys.get())));
        return client.build();
    }

    private static AwsBasicCredentials parse(String pair) {
        int colon = pair.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("the keys for SQS are not of the form accessKey:secret");
        }
        return AwsBasicCredentials.create(pair.substring(0, colon), pair.substring(colon + 1));
    }
}
