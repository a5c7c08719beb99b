package io.cloudstore.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudstore.embedded.EmbeddedSettings;
import io.cloudstore.embedded.OutsideRedis;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutsideServersTest {
    private static final Map<String, String> PLAIN = Map.of(
            "CLOUDSTORE_TEST_MYSQL_URL", "jdbc:mysql://127.0.0.1:3306/cloudstore",
            "CLOUDSTORE_TEST_MYSQL_USER", "cloudstore",
            "CLOUDSTORE_TEST_MYSQL_PASSWORD", "sesame",
            "CLOUDSTORE_TEST_REDIS_URL", "redis://127.0.0.1:6379");

    @TempDir
    Path folder;

    @Test
    void what_the_environment_does_not_name_is_told_with_how_it_is_had() {
        Map<String, String> environment = new HashMap<>(PLAIN);
        environment.remove("CLOUDSTORE_TEST_REDIS_URL");
        environment.put("CLOUDSTORE_TEST_MYSQL_USER", "");
        assertThatExceptionOfType(StackMissing.class)
                .isThrownBy(() -> OutsideServers.named(environment))
                .withMessageContaining("localstack/engines/up")
                .withMessageEndingWith("Missing here: CLOUDSTORE_TEST_MYSQL_USER, CLOUDSTORE_TEST_REDIS_URL.");
    }

    @Test
    void passwords_become_files_and_a_server_without_one_gets_none() throws Exception {
        EmbeddedSettings settings = OutsideServers.named(PLAIN).under(EmbeddedSettings.in(folder), folder);

        var mysql = settings.outside().mysql().orElseThrow();
        assertThat(mysql.jdbcUrl()).isEqualTo("jdbc:mysql://127.0.0.1:3306/cloudstore");
        assertThat(mysql.user()).isEqualTo("cloudstore");
        assertThat(mysql.passwordFile()).hasContent("sesame");
        assertThat(settings.outside().redis().map(OutsideRedis::uri)).contains(URI.create("redis://127.0.0.1:6379"));
        assertThat(settings.outside().redis().flatMap(OutsideRedis::passwordFile))
                .isEmpty();
        assertThat(settings.outside().ca()).isEmpty();
    }

    @Test
    void certificates_of_both_servers_are_trusted_together() throws Exception {
        Map<String, String> environment = new HashMap<>(PLAIN);
        environment.put("CLOUDSTORE_TEST_REDIS_PASSWORD", "mustard");
        environment.put("CLOUDSTORE_TEST_MYSQL_CA", certificate("one").toString());
        environment.put("CLOUDSTORE_TEST_REDIS_CA", certificate("two").toString());

        EmbeddedSettings settings = OutsideServers.named(environment).under(EmbeddedSettings.in(folder), folder);

        assertThat(settings.outside().ca().orElseThrow()).content().containsSubsequence("one", "two");
        assertThat(settings.outside()
                        .redis()
                        .flatMap(OutsideRedis::passwordFile)
                        .orElseThrow())
                .hasContent("mustard");
    }

    private Path certificate(String text) throws Exception {
        return Files.writeString(folder.resolve(text + ".pem"), text);
    }
}
