package io.cloudstore.functions.redis;

import io.cloudstore.functions.trust.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

/**
 * The Redis of the tests: the one that {@code CLOUDSTORE_TEST_REDIS_URL}, {@code …_PASSWORD} and, for TLS that Java's own
 * authorities don't vouch for, {@code …_CA} (a file of PEM certificates) name in the environment, or else one of our own.
 */
final class RedisUnderTest implements AutoCloseable {
    /** For who counts exactly: on a busy machine an answer may take longer than a caller would wait for it. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI uri;
    private final Optional<Supplier<String>> password;
    private final Optional<Supplier<KeyStore>> trust;
    private final Optional<RedisServer> own;

    private RedisUnderTest(
            URI uri,
            Optional<Supplier<String>> password,
            Optional<Supplier<KeyStore>> trust,
            Optional<RedisServer> own) {
        this.uri = uri;
        this.password = password;
        this.trust = trust;
        this.own = own;
    }

    static RedisUnderTest start() throws IOException {
        String outside = System.getenv("CLOUDSTORE_TEST_REDIS_URL");
        if (outside == null) {
            int port = freePort();
            RedisServer server = start(port);
            return new RedisUnderTest(
                    URI.create("redis://127.0.0.1:" + port), Optional.empty(), Optional.empty(), Optional.of(server));
        }
        Optional<Supplier<KeyStore>> trust = Optional.empty();
        String authorities = System.getenv("CLOUDSTORE_TEST_REDIS_CA");
        if (authorities != null) {
            KeyStore store = Trust.javaAnd(Files.readString(Path.of(authorities)));
            trust = Optional.of(() -> store);
        }
        return new RedisUnderTest(
                URI.create(outside),
                Optional.ofNullable(System.getenv("CLOUDSTORE_TEST_REDIS_PASSWORD"))
                        .map(secret -> () -> secret),
                trust,
                Optional.empty());
    }

    /** The adapter, connected to it. */
    Redis adapter() {
        return Redis.at(uri, password, trust, Clock.systemUTC(), PATIENCE);
    }

    /** A client past the adapter, for looking and for breaking. */
    RedisClient client() throws GeneralSecurityException {
        var config = DefaultJedisClientConfig.builder()
                .password(password.map(Supplier::get).orElse(null))
                .ssl(uri.getScheme().equals("rediss"));
        if (trust.isPresent()) {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trust.get().get());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            config.sslSocketFactory(context.getSocketFactory());
        }
        return RedisClient.builder()
                .hostAndPort(new HostAndPort(uri.getHost(), uri.getPort()))
                .clientConfig(config.build())
                .build();
    }

    @Override
    public void close() throws IOException {
        if (own.isPresent()) {
            own.get().stop();
        }
    }

    /** An embedded server with these settings besides those that all tests want. */
    static RedisServer start(int port, String... settings) throws IOException {
        var server = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no");
        for (String setting : settings) {
            server.setting(setting);
        }
        RedisServer redis = server.build();
        redis.start();
        return redis;
    }

    static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
