package io.cloudstore.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.cloudstore.functions.entry.Functions;
import io.cloudstore.functions.token.Tokens;
import io.cloudstore.gateway.invocation.Handlers;
import io.cloudstore.gateway.template.Route;
import io.cloudstore.gateway.template.Template;
import io.cloudstore.gateway.template.TemplateReader;
import io.cloudstore.protocol.problem.Problem;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.wire.UploadView;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The template, the published contract, the wire records and our own functions say the same. */
class ContractTest {
    private final Template template = TemplateReader.shipped(Map.of());
    private final PublishedContract contract = PublishedContract.read();

    @Test
    void the_contract_has_the_templates_routes_open_where_they_are_open() {
        Map<String, Boolean> declared = new TreeMap<>();
        template.api().routes().forEach(route -> declared.put(route.method() + " " + route.path(), route.open()));
        assertThat(contract.routes()).isEqualTo(declared);
    }

    @Test
    void each_path_variable_of_the_contract_is_declared() {
        contract.at("paths")
                .forEach((path, item) -> assertThat(PublishedContract.map(item).containsKey("parameters"))
                        .as(path)
                        .isEqualTo(path.contains("{")));
    }

    @Test
    void each_schema_is_its_wire_record() throws Exception {
        wireRecords().forEach((name, type) -> {
            Map<String, Object> schema = contract.at("components", "schemas", name);
            List<RecordComponent> components = Arrays.asList(type.getRecordComponents());
            List<Object> names =
                    components.stream().<Object>map(RecordComponent::getName).toList();
            List<Object> required = components.stream()
                    .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                    .<Object>map(RecordComponent::getName)
                    .toList();
            assertThat(contract.at("components", "schemas", name, "properties")
                            .keySet()
                            .toArray())
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(names);
            List<?> published = (List<?>) schema.getOrDefault("required", List.of());
            assertThat(published.toArray()).as("required of " + name).containsExactlyInAnyOrderElementsOf(required);
        });
    }

    @Test
    void the_contract_lists_every_problem_code() {
        assertThat(contract.at("components", "schemas", "Problem", "properties", "code")
                        .get("enum"))
                .isEqualTo(
                        Stream.of(ProblemCode.values()).map(ProblemCode::code).toList());
    }

    @Test
    void each_error_of_the_gateway_is_a_problem_as_protocol_has_it() {
        template.api().gatewayResponses().forEach((type, response) -> {
            JsonNode body = JsonMapper.shared().readTree(response.body().orElseThrow());
            ProblemCode code = ProblemCode.of(body.path("code").asString()).orElseThrow();
            assertThat(body.path("status").asInt()).as(type.name()).isEqualTo(code.status());
            assertThat(response.status()).hasValue(code.status());
            assertThat(body.path("title").asString()).isEqualTo(code.title());
            assertThat(body.path("type").asString()).isEqualTo("urn:cloudstore:problem:" + code.code());
            assertThat(JsonMapper.shared().treeToValue(body, Problem.class).requestId())
                    .isEqualTo("$context.requestId");
        });
    }

    @Test
    @SuppressWarnings("try") // their close may be interrupted
    void our_functions_start_with_the_templates_environment_and_know_the_templates_routes(@TempDir Path folder)
            throws Exception {
        var secrets = new SecretFiles(folder);
        ECKey key = new ECKeyGenerator(Curve.P_256)
                .keyID("test")
                .algorithm(JWSAlgorithm.ES256)
                .keyUse(KeyUse.SIGNATURE)
                .generate();
        var receipts = Tokens.newKeyPair();
        Map<String, String> local = new HashMap<>(Map.of(
                "ReceiptKey", secrets.holding(receipts.privateKey()),
                "ReceiptKeys", secrets.holding(receipts.publicKeys())));
        local.putAll(Map.of(
                "DbUrl", "jdbc:mysql://127.0.0.1:9/none",
                "DbPassword", secrets.holding("x"),
                "S3Endpoint", "http://127.0.0.1:9",
                "SqsEndpoint", "http://127.0.0.1:9",
                "WorkerKeys", secrets.holding("a:b"),
                "UploadSigner", secrets.holding("a:b"),
                "DownloadSigner", secrets.holding("a:b"),
                "TokenKey", secrets.holding(key.toJSONString()),
                "TokenKeys", secrets.holding(new JWKSet(key.toPublicJWK()).toString())));
        Template hosted = TemplateReader.shipped(local);
        try (Functions functions = new Functions(Clock.systemUTC())) {
            Handlers handlers = Handlers.wire(hosted, functions);
            for (Route route : hosted.api().routes()) {
                APIGatewayProxyResponseEvent answer = Handlers.required(handlers.http(), route.function())
                        .apply(new APIGatewayProxyRequestEvent()
                                .withHttpMethod(route.method())
                                .withResource(route.path())
                                .withPath(route.path()));
                assertThat(answer.getBody())
                        .as(route.toString())
                        .doesNotContain("no-such-route")
                        .doesNotContain("\"internal\"");
                // nobody is signed in: what is not open says so itself, whatever the gateway let through
                assertThat(answer.getStatusCode() == 401).as(route.toString()).isEqualTo(!route.open());
            }
        }
    }

    /** The schemas of bodies; the others are of single values, and the problem is not a body of ours alone. */
    private Map<String, Class<?>> wireRecords() throws ClassNotFoundException {
        Map<String, Class<?>> records = new TreeMap<>();
        for (var schema : contract.at("components", "schemas").entrySet()) {
            if (PublishedContract.map(schema.getValue()).containsKey("properties")) {
                String home = schema.getKey().equals("Problem")
                        ? Problem.class.getPackageName()
                        : UploadView.class.getPackageName();
                records.put(
                        schema.getKey(),
                        Class.forName(home + "." + schema.getKey().replace('.', '$')));
            }
        }
        return records;
    }
}
