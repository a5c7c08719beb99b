package io.cloudstore.functions.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.functions.trust.Certificates;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/**
 * A Redis that speaks TLS alone, whose certificate is from an authority of its own, good for 127.0.0.1 and for no name.
 * A server that is not believed is one that is away: calls are counted in the process.
 */
class TlsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static RedisServer server;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        certificates = Certificates.in(folder);
        port = RedisUnderTest.freePort();
        server = RedisUnderTest.start(
                0,
                "tls-port " + port,
                "tls-cert-file " + certificates.certificate(),
                "tls-key-file " + certificates.key(),
                "tls-auth-clients no",
                "requirepass s3cret");
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
    }

    private static Redis at(String host, Optional<Supplier<KeyStore>> trust) {
        return Redis.at(
                URI.create("rediss://" + host + ":" + port),
                Optional.of(() -> "s3cret"),
                trust,
                Clock.systemUTC(),
                RedisUnderTest.PATIENCE);
    }

    /** Whether two environments see each other's counts. */
    private static boolean isCountedInRedis(String host, Optional<Supplier<KeyStore>> trust) {
        String subject = UUID.randomUUID().toString();
        try (Redis one = at(host, trust);
                Redis other = at(host, trust)) {
            one.limitCalls().count(subject, MINUTE);
            return other.limitCalls().count(subject, MINUTE) == 2;
        }
    }

    @Test
    void with_its_authority_the_server_is_believed() {
        assertThat(isCountedInRedis("127.0.0.1", Optional.of(certificates::trusted)))
                .isTrue();
    }

    @Test
    void without_its_authority_it_is_not_believed() {
        assertThat(isCountedInRedis("127.0.0.1", Optional.empty())).isFalse();
    }

    @Test
    void under_a_name_that_its_certificate_lacks_it_is_not_believed() {
        assertThat(isCountedInRedis("localhost", Optional.of(certificates::trusted)))
                .isFalse();
    }

    @Test
    void certificates_that_cannot_be_had_leave_counting_to_the_process() {
        assertThat(isCountedInRedis("127.0.0.1", Optional.of(() -> {
                    throw new IllegalStateException("the store of secrets is away");
                })))
                .isFalse();
    }
}
