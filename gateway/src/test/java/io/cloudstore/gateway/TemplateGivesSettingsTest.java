package io.cloudstore.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.cloudstore.functions.entry.Functions;
import io.cloudstore.functions.token.Tokens;
import io.cloudstore.gateway.template.HostedFunction;
import io.cloudstore.gateway.template.Template;
import io.cloudstore.gateway.template.TemplateReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The template gives each function every setting that it starts with. Wiring connects nowhere. */
class TemplateGivesSettingsTest {
    private static final Tokens.KeyPair KEYS = Tokens.newKeyPair();
    private static final Tokens.KeyPair RECEIPT_KEYS = Tokens.newKeyPair();

    @TempDir
    private static Path folder;

    private static final String MIGRATE = "io.cloudstore.functions.entry.MigrateHandler";

    /** All as the template has it: secrets lie in Parameter Store, which no test can reach and no start needs. */
    private static Map<String, String> onAws() {
        return Map.of();
    }

    private static Map<String, String> elsewhere() {
        Map<String, String> values = new HashMap<>();
        values.put("TokenKey", holding(KEYS.privateKey()));
        values.put("TokenKeys", holding(KEYS.publicKeys()));
        values.put("ReceiptKey", holding(RECEIPT_KEYS.privateKey()));
        values.put("ReceiptKeys", holding(RECEIPT_KEYS.publicKeys()));
        values.put("DbPassword", holding("p"));
        values.put("TlsCa", "ssm:/cloudstore/tls-ca");
        values.put("SecretsEndpoint", "http://127.0.0.1:4");
        values.put("RedisUrl", "redis://127.0.0.1:1");
        values.put("RedisPassword", holding("p"));
        values.put("S3Endpoint", "http://127.0.0.1:1");
        values.put("S3PublicEndpoint", "http://127.0.0.1:2");
        values.put("SqsEndpoint", "http://127.0.0.1:3");
        values.put("WorkerKeys", holding("worker:secret"));
        values.put("UploadSigner", holding("upload:secret"));
        values.put("DownloadSigner", holding("download:secret"));
        values.put("MigrateUser", "migrate");
        values.put("MigratePassword", holding("p"));
        return values;
    }

    private static String holding(String secret) {
        return new SecretFiles(folder).holding(secret);
    }

    static Stream<Map<String, String>> installations() {
        return Stream.of(onAws(), elsewhere());
    }

    private static void wire(Functions functions, Template template, HostedFunction function) {
        String handler = function.handler();
        if (template.api()
                .authorizer()
                .filter(a -> a.function().equals(function.logicalId()))
                .isPresent()) {
            functions.authorizer(handler, function.environment());
        } else if (template.queueSources().stream().anyMatch(s -> s.function().equals(function.logicalId()))) {
            functions.queue(handler, function.environment());
        } else {
            functions.http(handler, function.environment());
        }
    }

    @ParameterizedTest
    @MethodSource("installations")
    void every_function_starts_with_what_the_template_gives_it(Map<String, String> values) throws Exception {
        Template template = TemplateReader.shipped(values);
        try (Functions functions = new Functions(Clock.systemUTC())) {
            for (HostedFunction function : template.functions().values()) {
                if (!function.handler().equals(MIGRATE)) {
                    assertThatCode(() -> wire(functions, template, function))
                            .as(function.logicalId())
                            .doesNotThrowAnyException();
                }
            }
        }
    }

    /** {@code migrate} reads its settings when it runs. */
    @Test
    void migrate_is_given_a_database_and_the_rights_to_change_it() {
        Map<String, String> values = elsewhere();
        HostedFunction migrate = TemplateReader.shipped(values).functions().values().stream()
                .filter(function -> function.handler().equals(MIGRATE))
                .findAny()
                .orElseThrow();

        assertThat(migrate.environment())
                .containsKeys("CLOUDSTORE_REGION", "CLOUDSTORE_DB_URL", "CLOUDSTORE_DB_POOL")
                .containsEntry("CLOUDSTORE_DB_USER", "migrate")
                .containsEntry("CLOUDSTORE_DB_PASSWORD", values.getOrDefault("MigratePassword", ""));
    }

    /** Lambda makes the handler by its name; one that isn't there fails only when the function is first called. */
    @Test
    void every_handler_of_the_template_is_a_class_that_lambda_can_make_and_none_is_left_out() throws Exception {
        Set<String> handlers = TemplateReader.shipped(onAws()).functions().values().stream()
                .map(HostedFunction::handler)
                .collect(Collectors.toSet());

        for (String handler : handlers) {
            Class<?> type = Class.forName(handler);
            assertThat(RequestStreamHandler.class).isAssignableFrom(type);
            assertThatCode(type::getConstructor).doesNotThrowAnyException();
        }
        assertThat(handlers)
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .containsExactlyInAnyOrder(
                        "LoginHandler",
                        "AuthorizeHandler",
                        "SignUploadHandler",
                        "ReusePartsHandler",
                        "MergeChunksHandler",
                        "InstantUploadHandler",
                        "FilesHandler",
                        "DownloadHandler",
                        "TransferHandler",
                        "SweepHandler",
                        "MigrateHandler");
    }

    @Test
    void a_word_that_the_template_allows_is_one_that_the_function_knows() throws Exception {
        for (String word : new String[] {"open", "closed"}) {
            Map<String, String> values = new HashMap<>(elsewhere());
            values.put("SignUp", word);
            Template template = TemplateReader.shipped(values);
            try (Functions functions = new Functions(Clock.systemUTC())) {
                assertThatCode(() -> wire(functions, template, template.function("LoginFunction")))
                        .as(word)
                        .doesNotThrowAnyException();
            }
        }
    }
}
