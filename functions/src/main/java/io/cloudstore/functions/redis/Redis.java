package io.cloudstore.functions.redis;

import io.cloudstore.core.admission.LimitCalls;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;

/** Makes the adapter that counts calls in Redis. No connection is made before the first count. */
public final class Redis implements AutoCloseable {
    /** Longest wait for a connection, for an answer, and for a free connection: speed is all that Redis is for. */
    private static final int TIMEOUT_MILLIS = 150;

    private static final int DEFAULT_PORT = 6379;
    private static final int MOST_CONNECTIONS = 16;
    private static final Duration IDLE_CONNECTION_LIFE = Duration.ofMinutes(1);

    private final RedisClient client;
    private final LimitCalls limitCalls;

    private Redis(RedisClient client, Clock clock) {
        this.client = client;
        this.limitCalls = new SharedCalls(client, new ProcessCalls(clock), new Breaker(clock));
    }

    /**
     * Connects to {@code uri} when first needed.
     *
     * @param uri {@code redis://host:port}, or {@code rediss://…} for TLS with the host's certificate verified
     * @param password asked for at each connection; none for a server without one
     * @throws IllegalArgumentException if the URI is neither
     */
    public static Redis at(URI uri, Optional<Supplier<String>> password, Clock clock) {
        boolean tls = "rediss".equals(uri.getScheme());
        if (uri.getHost() == null || !(tls || "redis".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("Redis is at redis://host:port or rediss://host:port");
        }
        var config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(TIMEOUT_MILLIS)
                .socketTimeoutMillis(TIMEOUT_MILLIS)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        if (tls) {
            config.sslOptions(SslOptions.defaults());
        }
        password.ifPresent(secret -> config.credentialsProvider(() -> new DefaultRedisCredentials(null, secret.get())));
        var address = new HostAndPort(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
        return new Redis(
                RedisClient.builder()
                        .hostAndPort(address)
                        .clientConfig(config.build())
                        .poolConfig(pool())
                        .build(),
                clock);
    }

    /** Counts in this process only, for an installation without Redis. */
    public static LimitCalls inProcess(Clock clock) {
        return new ProcessCalls(clock);
    }

    /** Counts in Redis, or in this process while Redis is away. */
    public LimitCalls limitCalls() {
        return limitCalls;
    }

    @Override
    public void close() {
        client.close();
    }

    /** Idle connections end after a minute: a frozen Lambda environment wakes with dead ones otherwise. */
    private static ConnectionPoolConfig pool() {
        var pool = new ConnectionPoolConfig();
        pool.setMaxTotal(MOST_CONNECTIONS);
        pool.setMaxWait(Duration.ofMillis(TIMEOUT_MILLIS));
        pool.setMinEvictableIdleDuration(IDLE_CONNECTION_LIFE);
        return pool;
    }
}
