package io.cloudstore.functions.redis;

import io.cloudstore.core.admission.LimitCalls;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;

/**
 * Makes the adapter that counts calls in Redis. Nothing is connected to, and neither password nor certificates are asked
 * for, before the first count.
 */
public final class Redis implements AutoCloseable {
    /** Longest wait for a connection, for an answer, and for a free connection: speed is all that Redis is for. */
    private static final Duration TIMEOUT = Duration.ofMillis(150);

    private static final int DEFAULT_PORT = 6379;
    private static final int MOST_CONNECTIONS = 16;
    private static final Duration IDLE_CONNECTION_LIFE = Duration.ofMinutes(1);

    private final Address address;
    private final Clock clock;
    private @Nullable RedisClient client;
    private boolean closed;
    private final SharedCalls limitCalls;

    private Redis(Address address, Clock clock) {
        this.address = address;
        this.clock = clock;
        this.limitCalls = new SharedCalls(this::client, new ProcessCalls(clock), new Breaker(clock));
    }

    /** Where Redis is and how it is spoken to. */
    private record Address(
            HostAndPort server,
            boolean tls,
            Optional<Supplier<String>> password,
            Optional<Supplier<KeyStore>> trust,
            Duration timeout) {}

    /**
     * Connects to {@code uri} when first needed.
     *
     * @param uri {@code redis://host:port}, or {@code rediss://…} for TLS with the host's certificate verified
     * @param password asked for at each connection; none for a server without one
     * @param trust the authorities that the host's certificate is checked against, asked for at the first connection;
     *     none for those that Java knows
     * @throws IllegalArgumentException if the URI is neither
     */
    public static Redis at(
            URI uri, Optional<Supplier<String>> password, Optional<Supplier<KeyStore>> trust, Clock clock) {
        return at(uri, password, trust, clock, TIMEOUT);
    }

    /** The same with another longest wait, for tests that count on a busy machine. */
    static Redis at(
            URI uri,
            Optional<Supplier<String>> password,
            Optional<Supplier<KeyStore>> trust,
            Clock clock,
            Duration timeout) {
        boolean tls = "rediss".equals(uri.getScheme());
        if (uri.getHost() == null || !(tls || "redis".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("Redis is at redis://host:port or rediss://host:port");
        }
        var server = new HostAndPort(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
        return new Redis(new Address(server, tls, password, trust, timeout), clock);
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
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.close();
            client = null;
        }
    }

    private synchronized RedisClient client() {
        if (closed) {
            throw new IllegalStateException("Redis was closed");
        }
        if (client == null) {
            client = RedisClient.builder()
                    .hostAndPort(address.server())
                    .clientConfig(config(address))
                    .poolConfig(pool(address.timeout()))
                    .build();
        }
        return client;
    }

    private static JedisClientConfig config(Address address) {
        int millis = (int) address.timeout().toMillis();
        var config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(millis)
                .socketTimeoutMillis(millis)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        if (address.tls()) {
            // Without parameters of ours, the client has the host's name checked in the certificate.
            config.ssl(true);
            address.trust().ifPresent(trust -> config.sslSocketFactory(trusting(trust.get())));
        }
        address.password()
                .ifPresent(secret -> config.credentialsProvider(() -> new DefaultRedisCredentials(null, secret.get())));
        return config.build();
    }

    private static SSLSocketFactory trusting(KeyStore authorities) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the trusted certificates can't be used", unusable);
        }
    }

    /** Idle connections end after a minute: a frozen Lambda environment wakes with dead ones otherwise. */
    private static ConnectionPoolConfig pool(Duration wait) {
        var pool = new ConnectionPoolConfig();
        pool.setMaxTotal(MOST_CONNECTIONS);
        pool.setMaxWait(wait);
        pool.setMinEvictableIdleDuration(IDLE_CONNECTION_LIFE);
        return pool;
    }
}
