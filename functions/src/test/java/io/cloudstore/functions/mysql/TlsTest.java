package io.cloudstore.functions.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.core.work.MetadataUnavailable;
import io.cloudstore.functions.trust.Certificates;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database whose certificate is from an authority of its own, good for 127.0.0.1 and for no name. */
class TlsTest {
    private static final String VERIFIED = "?sslMode=VERIFY_IDENTITY";

    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        certificates = Certificates.in(folder);
        port = EmbeddedMariaDb.start(
                        "--ssl-cert=" + certificates.certificate(),
                        "--ssl-key=" + certificates.key(),
                        "--require-secure-transport=1")
                .port();
    }

    /** Time enough for a first handshake, and what a refused one takes, as a pool tries again until the end. */
    private static final Duration FOR_ONE_THAT_SUCCEEDS = Duration.ofSeconds(5);

    private static final Duration FOR_ONE_THAT_FAILS = Duration.ofSeconds(3);

    private static MySql at(String host, String query, Optional<Supplier<KeyStore>> trust, Duration connect) {
        var settings = new MySqlSettings(
                "jdbc:mysql://" + host + ":" + port + "/cloudstore" + query,
                "root",
                () -> "",
                1,
                connect,
                Duration.ofSeconds(5),
                Duration.ZERO,
                trust);
        return MySql.open(settings);
    }

    private static String cipher(MySql mysql) {
        return mysql.sql
                .sql("SHOW STATUS LIKE 'Ssl_cipher'")
                .query((row, n) -> row.getString(2))
                .single();
    }

    @Test
    void with_its_authority_the_server_is_believed_and_spoken_to_in_tls() {
        try (MySql mysql = at("127.0.0.1", VERIFIED, Optional.of(certificates::trusted), FOR_ONE_THAT_SUCCEEDS)) {
            assertThat(cipher(mysql)).isNotEmpty();
        }
    }

    @Test
    void without_its_authority_it_is_not_believed() {
        try (MySql mysql = at("127.0.0.1", VERIFIED, Optional.empty(), FOR_ONE_THAT_FAILS)) {
            assertThatThrownBy(() -> cipher(mysql))
                    .isInstanceOf(MetadataUnavailable.class)
                    .hasStackTraceContaining("Path does not chain with any of the trust anchors");
        }
    }

    @Test
    void under_a_name_that_its_certificate_lacks_it_is_not_believed() {
        try (MySql mysql = at("localhost", VERIFIED, Optional.of(certificates::trusted), FOR_ONE_THAT_FAILS)) {
            assertThatThrownBy(() -> cipher(mysql))
                    .isInstanceOf(MetadataUnavailable.class)
                    .hasStackTraceContaining("identity verification failed");
        }
    }

    @Test
    void on_this_machine_tls_is_used_where_it_is_offered_and_nobody_is_asked_for_a_name() {
        try (MySql mysql = at("localhost", "", Optional.empty(), FOR_ONE_THAT_SUCCEEDS)) {
            assertThat(cipher(mysql)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://db.example:3306/cloudstore",
                "jdbc:mysql://db.example/cloudstore?useSSL=false",
                "jdbc:mysql://10.0.0.1:3306/cloudstore",
                "jdbc:mysql://localhost.example:3306/cloudstore",
                "jdbc:mysql://localhost,db.example/cloudstore",
                "jdbc:mysql:replication://127.0.0.1,db.example/cloudstore",
                "jdbc:mysql:loadbalance://db.example/cloudstore",
                "jdbc:mysql://address=(host=localhost)(port=3306)/cloudstore",
                "jdbc:mysql://[2001:db8::1]:3306/cloudstore",
                "jdbc:mysql:who knows"
            })
    void a_server_elsewhere_must_show_who_it_is(String url) {
        assertThat(properties(url)).containsEntry("sslMode", "VERIFY_IDENTITY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://127.0.0.1:3306/cloudstore",
                "jdbc:mysql://127.1.2.3/cloudstore?sslMode",
                "jdbc:mysql://localhost:3306/cloudstore",
                "jdbc:mysql://[::1]:3306/cloudstore",
                "jdbc:mysql:///cloudstore",
                "jdbc:mysql:replication://localhost:1,localhost:2/cloudstore",
                "jdbc:mysql://db.example/cloudstore?sslMode=VERIFY_CA",
                "jdbc:mysql://db.example/cloudstore?connectTimeout=1&sslmode = DISABLED",
                "jdbc:mysql://(host=db.example,port=3306,sslMode=REQUIRED)/cloudstore"
            })
    void one_on_this_machine_or_with_a_mode_in_its_url_is_left_to_it(String url) {
        assertThat(properties(url)).doesNotContainKey("sslMode");
    }

    /** The driver itself would prefer the properties. */
    @Test
    void what_a_url_says_goes_before_our_own_choices() {
        assertThat(properties("jdbc:mysql://db.example/cloudstore?connectTimeout=7&sessionVariables="))
                .doesNotContainKeys("connectTimeout", "sessionVariables")
                .containsKey("socketTimeout");
    }

    /** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-pinning.html */
    @Test
    void without_a_wait_of_our_own_the_session_sets_nothing_that_would_pin_it_to_a_connection_of_a_proxy() {
        assertThat(Connections.driver(MySqlSettings.of("jdbc:mysql://proxy.example/cloudstore", "u", () -> "", 1)
                        .withLockWait(Duration.ZERO)))
                .doesNotContainKey("sessionVariables")
                .containsEntry("useServerPrepStmts", "false");
    }

    private static Map<String, String> properties(String url) {
        return Connections.driver(MySqlSettings.of(url, "u", () -> "", 1));
    }
}
