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
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The embedded cloud, in this process, on free ports, with short timings and a data folder of its own; its database and
 * cache are embedded too, or those that {@link OutsideServers} names.
 */
public final class EmbeddedStack implements Stack {
    static final String NAME = "embedded";

    private static final class Started {
        static final EmbeddedStack STACK = start(OutsideServers.chosen());
    }

    private final EmbeddedCloud cloud;
    private final Optional<OutsideServers> servers;

    private EmbeddedStack(EmbeddedCloud cloud, Optional<OutsideServers> servers) {
        this.cloud = cloud;
        this.servers = servers;
    }

    private static EmbeddedStack start(Optional<OutsideServers> servers) {
        try {
            Path stories = Files.createDirectories(Path.of("target", "stories"));
            EmbeddedSettings settings = settings(Files.createTempDirectory(stories, "data"));
            if (servers.isPresent()) {
                servers.get().emptySchema();
                settings = servers.get().under(settings, Files.createTempDirectory(stories, "secrets"));
            }
            EmbeddedCloud cloud = EmbeddedCloud.start(settings, Progress.silent());
            Runtime.getRuntime().addShutdownHook(new Thread(cloud::close, "stop-embedded-stack"));
            return new EmbeddedStack(cloud, servers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the schema can't be emptied", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An embedded cloud in {@code data}, with short timings, on the folder's own or free ports. */
    public static EmbeddedSettings settings(Path data) {
        var settings = EmbeddedSettings.in(data.toAbsolutePath()).onPort(0);
        for (Map.Entry<String, String> parameter : ShortTimings.PARAMETERS.entrySet()) {
            settings = settings.with(parameter.getKey(), parameter.getValue());
        }
        return settings;
    }

    /**
     * The one stack of this process; the first caller starts it.
     *
     * @throws StackMissing when the run wants outside servers and nobody names them
     */
    public static EmbeddedStack started() {
        OutsideServers.chosen(); // while the class below is made, this could only be thrown wrapped
        return Started.STACK;
    }

    /** What is behind it, for white-box tests. */
    public EmbeddedCloud cloud() {
        return cloud;
    }

    @Override
    public String name() {
        return servers.isPresent() ? OutsideServers.STACK : NAME;
    }

    @Override
    public URI api() {
        return cloud.gateway();
    }

    @Override
    public Set<Capability> capabilities() {
        return servers.isPresent()
                ? EnumSet.of(Capability.TRANSFER_QUEUE, Capability.ENGINES)
                : EnumSet.allOf(Capability.class);
    }

    @Override
    public TransferQueue transferQueue() {
        return new SqsTransferQueue(cloud);
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
