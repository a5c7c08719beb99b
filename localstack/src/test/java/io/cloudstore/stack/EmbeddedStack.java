package io.cloudstore.stack;

import io.cloudstore.embedded.EmbeddedCloud;
import io.cloudstore.embedded.EmbeddedSettings;
import io.cloudstore.embedded.Progress;
import io.cloudstore.embedded.folder.AccessKey;
import io.cloudstore.embedded.folder.Secrets.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The embedded cloud, in this process, on free ports, with short timings and a data folder of its own. */
public final class EmbeddedStack implements Stack {
    private static final class Started {
        static final EmbeddedStack STACK = new EmbeddedStack();
    }

    private final EmbeddedCloud cloud;

    private EmbeddedStack() {
        try {
            Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "stories")), "data");
            this.cloud = EmbeddedCloud.start(settings(data), Progress.silent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(cloud::close, "stop-embedded-stack"));
    }

    /** An embedded cloud in {@code data}, with short timings, on the folder's own or free ports. */
    public static EmbeddedSettings settings(Path data) {
        var settings = EmbeddedSettings.in(data.toAbsolutePath()).onPort(0);
        for (Map.Entry<String, String> parameter : ShortTimings.PARAMETERS.entrySet()) {
            settings = settings.with(parameter.getKey(), parameter.getValue());
        }
        return settings;
    }

    /** The one stack of this process; the first caller starts it. */
    public static EmbeddedStack started() {
        return Started.STACK;
    }

    /** What is behind it, for white-box tests. */
    public EmbeddedCloud cloud() {
        return cloud;
    }

    @Override
    public URI api() {
        return cloud.gateway();
    }

    @Override
    public Optional<TransferQueue> transferQueue() {
        return Optional.of(new SqsTransferQueue(cloud));
    }

    private static final class SqsTransferQueue implements TransferQueue {
        private final EmbeddedCloud cloud;

        SqsTransferQueue(EmbeddedCloud cloud) {
            this.cloud = cloud;
        }

        @Override
        public void send(String body) {
            AccessKey key = cloud.secrets().accessKey(Secret.WORKER_KEYS);
            try (SqsClient sqs = SqsClient.builder()
                    .endpointOverride(cloud.sqs())
                    .region(Region.US_EAST_1)
                    .credentialsProvider(
                            StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                    .build()) {
                String name = cloud.template().queue("TransferQueue").name();
                String url = sqs.getQueueUrl(b -> b.queueName(name)).queueUrl();
                sqs.sendMessage(b -> b.queueUrl(url).messageBody(body));
            }
        }

        @Override
        public String stagingBucket() {
            return cloud.template().bucket("StagingBucket").name();
        }
    }
}
