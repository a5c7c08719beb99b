package io.cloudstore.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names of entries, on every route that takes one: what is refused, and what comes back as it went in. */
class NamesTest {
    static Stream<String> refused() {
        return Stream.of(
                "",
                " ",
                "\t",
                "\u2003",
                ".",
                "..",
                "../x",
                "..\\x",
                "a/b",
                "/etc/passwd",
                "C:\\x",
                "a\\b",
                "a\u0000b",
                "\u0000",
                "a\nb",
                "a\r\nSet-Cookie: x",
                "a\u001b[31m",
                "a\u007f",
                "a\u0085",
                "a\u2028b",
                "a\u2029b",
                "photo\u202egnp.exe",
                "a\u2066b",
                "a\u2069b",
                "\ud800",
                "a\udc00b",
                "a".repeat(256),
                "ä".repeat(128),
                "\ud83d\ude00".repeat(64),
                "n".repeat(100_000));
    }

    static Stream<String> kept() {
        return Stream.of(
                "a",
                "报告 \"2026\" ; a.pdf",
                "a'b`c",
                "%2e%2e%2f",
                "..a",
                "...",
                "CON",
                "NUL.txt",
                "trailing. ",
                " leading",
                "a:b*c?d<e>f|g",
                "${jndi:ldap:x}",
                "'; DROP TABLE file; --",
                "%s%n%x",
                "<script>alert(1).svg",
                "\ud83d\ude00.png",
                "zero\u200dwidth",
                "a".repeat(255),
                "ä".repeat(127) + "a",
                "__proto__");
    }

    private static Map<String, APIGatewayProxyResponseEvent> everywhere(String name) {
        var world = new FakeWorld();
        Map<String, APIGatewayProxyResponseEvent> answers = new LinkedHashMap<>();
        String body = Json.write(new HashMap<>(Map.of("name", name)));
        answers.put("POST /v1/folders", world.files().apply(Calls.to("POST /v1/folders", body)));
        answers.put("PATCH /v1/folders/{id}", world.files().apply(Calls.to("PATCH /v1/folders/{id}", body)));
        answers.put("PATCH /v1/files/{id}", world.files().apply(Calls.to("PATCH /v1/files/{id}", body)));
        answers.put(
                "POST /v1/uploads",
                world.signUpload()
                        .apply(Calls.to("POST /v1/uploads", Json.write(Map.of("name", name, "size", 20_000_000)))));
        return answers;
    }

    @ParameterizedTest
    @MethodSource("refused")
    void a_name_that_is_a_path_or_hides_something_is_refused_everywhere(String name) {
        everywhere(name).forEach((route, answer) -> {
            assertThat(answer.getStatusCode()).as(route).isEqualTo(400);
            assertThat(Calls.code(answer)).as(route).isEqualTo("invalid-name");
        });
    }

    @ParameterizedTest
    @MethodSource("kept")
    void a_name_that_is_only_odd_is_taken_everywhere(String name) {
        everywhere(name)
                .forEach((route, answer) ->
                        assertThat(answer.getStatusCode()).as(route).isIn(200, 201));
        var made = everywhere(name);
        assertThat(Calls.body(made.get("POST /v1/folders")).path("name").asString())
                .isEqualTo(name);
        assertThat(Calls.body(made.get("POST /v1/uploads")).path("name").asString())
                .isEqualTo(name);
    }

    @Test
    void two_ways_to_write_the_same_letters_are_one_name() {
        String composed = "Ärger.txt";
        String decomposed = "A\u0308rger.txt";

        assertThat(Calls.body(everywhere(decomposed).get("POST /v1/folders"))
                        .path("name")
                        .asString())
                .isEqualTo(composed);
    }

    @Test
    void a_path_is_names_with_slashes_between() {
        var world = new FakeWorld().says("FindEntries.child", () -> Optional.empty());
        var function = world.files();

        for (String path : new String[] {"", "/", "//", "///"}) {
            var answer = function.apply(Calls.to("GET /v1/entries").withQueryStringParameters(Map.of("path", path)));
            assertThat(answer.getStatusCode()).isEqualTo(200);
        }
        for (String path : new String[] {"..", "/a/../b", "a/./b", "a\\b", "a\u0000", "x".repeat(256)}) {
            var answer = function.apply(Calls.to("GET /v1/entries").withQueryStringParameters(Map.of("path", path)));
            assertThat(Calls.code(answer)).as(path).isEqualTo("invalid-name");
        }
        String deep = "/a".repeat(20_000);
        assertThat(Calls.code(
                        function.apply(Calls.to("GET /v1/entries").withQueryStringParameters(Map.of("path", deep)))))
                .isEqualTo("invalid-request");
        assertThat(Calls.code(function.apply(Calls.to("GET /v1/entries")))).isEqualTo("invalid-request");
    }

    @Test
    void an_account_name_is_ascii_letters_digits_and_three_marks() {
        var login = new FakeWorld().login();
        for (String name : new String[] {"ab", "a".repeat(65), "a b c", "ädä", "a@b.c", "abc\n", "../abc", "аbс", ""}) {
            var answer = login.apply(
                    Calls.to("POST /v1/accounts", Json.write(Map.of("name", name, "password", "long enough for all"))));
            assertThat(Calls.code(answer)).as(name).isEqualTo("invalid-request");
            assertThat(Calls.body(answer).path("fields").path(0).path("field").asString())
                    .isEqualTo("name");
        }
        for (String name : new String[] {"abc", "A.b-c_9", "a".repeat(64), "...", "null"}) {
            var answer = login.apply(
                    Calls.to("POST /v1/accounts", Json.write(Map.of("name", name, "password", "long enough for all"))));
            assertThat(answer.getStatusCode()).as(name).isEqualTo(201);
        }
    }
}
