package io.cloudstore.stack;

import io.cloudstore.embedded.EmbeddedCloud;
import io.cloudstore.embedded.EmbeddedSettings;
import io.cloudstore.embedded.folder.AccessKey;
import io.cloudstore.gateway.hosting.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.util.FileSystemUtils;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/**
 * The embedded cloud, in this process, on free ports, with short timings and a data folder of its own; its database and
 * cache are embedded too, or those that {@link OutsideServers} names.
 */
public final class EmbeddedStack implements Stack {
    static final String NAME = "embedded";

    private static volatile boolean keep;

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
            Path data = DataFolder.InTarget.make("data");
            Path secrets = DataFolder.InTarget.make("secrets");
            EmbeddedSettings settings = settings(data);
            if (servers.isPresent()) {
                servers.get().emptySchema();
                settings = servers.get().under(settings, secrets);
            }
            EmbeddedCloud cloud = EmbeddedCloud.start(settings, Progress.silent());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(cloud, data, secrets), "stop-embedded-stack"));
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

    private static void end(EmbeddedCloud cloud, Path... folders) {
        cloud.close();
        if (!keep) {
            for (Path folder : folders) {
                FileSystemUtils.deleteRecursively(folder.toFile());
            }
        }
    }

    /** Leaves the data of this process's stack where it is, for whoever looks for the cause of a failure. */
    static void keepData() {
        keep = true;
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

    /** A connection to its database, for white-box tests. */
    public Connection database() throws SQLException {
        if (servers.isPresent()) {
            return servers.get().connect();
        }
        var database = cloud.database();
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    /** Its Redis, for white-box tests. */
    public RedisClient redis() {
        var cache = cloud.cache();
        var config =
                DefaultJedisClientConfig.builder().ssl(cache.uri().getScheme().equals("rediss"));
        cache.password().ifPresent(config::password);
        servers.flatMap(OutsideServers::trusted).ifPresent(trusted -> config.sslSocketFactory(trusted.sockets()));
        return RedisClient.builder()
                .hostAndPort(new HostAndPort(cache.uri().getHost(), cache.uri().getPort()))
                .clientConfig(config.build())
                .build();
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
        AccessKey key = cloud.secrets().workerKeys();
        return new SqsTransferQueue(
                cloud.sqs(),
                key.id(),
                key.secret(),
                cloud.template().queue("TransferQueue").name(),
                cloud.template().queue("TransferDeadQueue").name(),
                cloud.template().bucket("StagingBucket").name());
    }
}
