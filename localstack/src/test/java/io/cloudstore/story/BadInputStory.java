package io.cloudstore.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.Stack;
import java.text.Normalizer;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the answer is a problem document with a stable code: never a 500, never a stack trace. */
@OnTheStack
class BadInputStory {
    private static final Person ANN = Person.signedUp(Stack.current());

    private static void assertProblem(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.raw()).isEqualTo(status);
        assertThat(reply.code()).as(reply.raw()).isEqualTo(code);
        assertThat(reply.text("detail")).isNotBlank();
        assertThat(reply.text("requestId")).isNotBlank();
        assertThat(reply.raw())
                .doesNotContain("Exception")
                .doesNotContain("at io.")
                .doesNotContain("io.cloudstore");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "",
                "null",
                "[]",
                "\"text\"",
                "{\"name\":\"a\",\"name\":\"b\",\"size\":1}",
                "{\"name\":\"a\",\"size\":1} x",
                "{\"name\":\"a\",\"size\":NaN}",
                "not json at all",
                "{\"name\":\"\\ud800\"",
                "\u0000"
            })
    void broken_json(String body) {
        Reply reply = ANN.api.callRaw("POST", "/v1/uploads", ANN.token(), body);
        assertThat(reply.status()).as(reply.raw()).isEqualTo(400);
        assertThat(reply.code()).isIn("malformed-json", "invalid-request");
    }

    @Test
    void json_nested_a_hundred_thousand_deep() {
        String body = "{\"name\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        Reply reply = ANN.api.callRaw("POST", "/v1/uploads", ANN.token(), body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isIn("malformed-json", "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":5,\"size\":1}",
                "{\"name\":\"a\",\"size\":\"1\"}",
                "{\"name\":\"a\",\"size\":1.5}",
                "{\"name\":\"a\"}",
                "{\"size\":1}",
                "{\"name\":null,\"size\":1}",
                "{\"name\":\"a\",\"size\":true}",
                "{\"name\":\"a\",\"size\":1,\"conflict\":\"maybe\"}",
                "{\"name\":\"a\",\"size\":1,\"contentType\":\"no type\"}",
                "{\"name\":\"a\",\"size\":1,\"modifiedAt\":\"yesterday\"}",
                "{\"name\":\"a\",\"size\":1,\"modifiedAt\":\"+99999-01-01T00:00:00Z\"}",
                "{\"name\":\"a\",\"size\":1,\"parts\":[null]}",
                "{\"name\":\"a\",\"size\":1,\"parts\":[{\"n\":2,\"sha256\":\"00\"}]}",
                "{\"name\":\"a\",\"size\":1,\"parts\":[{\"n\":1,\"sha256\":\"zz\"}]}",
                "{\"name\":\"a\",\"size\":1,\"parts\":5}",
                "{\"name\":\"a\",\"size\":-1}",
                "{\"name\":\"a\",\"size\":9223372036854775808}",
                "{\"name\":\"a\",\"size\":1e400}"
            })
    void wrong_types_and_values(String body) {
        assertProblem(ANN.api.callRaw("POST", "/v1/uploads", ANN.token(), body), 400, "invalid-request");
    }

    @Test
    void a_size_larger_than_any_file() {
        assertProblem(ANN.open("huge", Long.MAX_VALUE, Map.of()), 413, "file-too-large");
    }

    static Stream<String> badNames() {
        return Stream.of(
                "",
                " ",
                ".",
                "..",
                "../etc/passwd",
                "..\\windows",
                "/absolute",
                "a/b",
                "nul\u0000l",
                "line\nbreak",
                "bell\u0007",
                "del\u007f",
                "c1\u0085",
                "rlo\u202Egnp.exe",
                "isolate\u2066x",
                "x".repeat(256),
                "中".repeat(86));
    }

    @ParameterizedTest
    @MethodSource("badNames")
    void names_that_cannot_be_used(String name) {
        assertProblem(ANN.open(name, 1, Map.of()), 400, "invalid-name");
        assertProblem(ANN.call("POST", "/v1/folders", Map.of("name", name)), 400, "invalid-name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "中文",
                "'; DROP TABLE file; --",
                "%2e%2e%2f",
                "${jndi:ldap:x}",
                "CON",
                "a.",
                "😀",
                "e\u0301",
                "%s%n"
            })
    void names_that_are_just_names(String name) {
        Reply made = ANN.call("POST", "/v1/folders", Map.of("name", name));
        assertThat(made.status()).as(made.raw()).isEqualTo(201);
        assertThat(made.text("name")).isEqualTo(Normalizer.normalize(name, Normalizer.Form.NFC));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/nothing, 404, no-such-route",
        "PUT, /v1/uploads, 404, no-such-route",
        "GET, /v1/uploads?limit=0, 400, invalid-request",
        "GET, /v1/uploads?limit=1001, 400, invalid-request",
        "GET, /v1/uploads?limit=many, 400, invalid-request",
        "GET, /v1/uploads?cursor=***, 400, invalid-request",
        "GET, /v1/folders/root/entries?cursor=Zm9v, 400, invalid-request",
        "GET, /v1/entries, 400, invalid-request",
        "GET, /v1/entries?path=/no/such/thing, 404, not-found",
        "GET, /v1/entries?path=/a/../b, 400, invalid-name",
        "GET, /v1/files/%00, 404, not-found",
        "DELETE, /v1/folders/root, 403, forbidden",
    })
    void routes_ids_and_queries(String method, String path, int status, String code) {
        assertProblem(ANN.api.callRaw(method, path, ANN.token(), ""), status, code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "a.b.c",
                "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.eyJzdWIiOiIwMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDAifQ.",
            })
    void missing_and_forged_tokens(String token) {
        assertProblem(ANN.api.callRaw("GET", "/v1/me", token, ""), 401, "sign-in-required");
    }

    @Test
    void a_token_whose_signature_was_changed() {
        String token = ANN.token();
        char last = token.charAt(token.length() - 10);
        String forged = token.substring(0, token.length() - 10)
                + (last == 'A' ? 'B' : 'A')
                + token.substring(token.length() - 9);
        assertProblem(ANN.api.callRaw("GET", "/v1/me", forged, ""), 401, "sign-in-required");
    }

    @ParameterizedTest
    @CsvSource({
        "ab, a long enough passphrase, invalid-request",
        "has space, a long enough passphrase, invalid-request",
        "new-name, short, weak-password",
        "new-name, password1234, weak-password",
    })
    void accounts_that_cannot_be_made(String name, String password, String code) {
        assertProblem(ANN.api.call("POST", "/v1/accounts", "", Map.of("name", name, "password", password)), 400, code);
    }

    @Test
    void a_refresh_token_that_never_was() {
        Reply reply = ANN.api.call("POST", "/v1/sessions/refresh", "", Map.of("refreshToken", "unknown"));
        assertProblem(reply, 401, "refresh-refused");
    }
}
