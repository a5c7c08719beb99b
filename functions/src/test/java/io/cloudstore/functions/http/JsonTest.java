package io.cloudstore.functions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.ChangeEntryRequest;
import io.cloudstore.protocol.wire.OpenUploadRequest;
import io.cloudstore.protocol.wire.SignPartsRequest;
import io.cloudstore.protocol.wire.SignUpRequest;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies, which are the caller's and may hold anything. */
class JsonTest {
    private static ProblemException refusal(String body, Class<?> type) {
        return catchThrowableOfType(ProblemException.class, () -> Json.read(body, type));
    }

    static Stream<String> broken() {
        return Stream.of(
                "",
                " ",
                "null",
                "{",
                "}",
                "{\"name\":\"a\"",
                "{\"name\":\"a\",}",
                "{name:\"a\"}",
                "{'name':'a'}",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{\"other\":1,\"other\":2}",
                "{\"other\":{\"deep\":1,\"deep\":2}}",
                "{\"name\":\"a\"} {\"name\":\"b\"}",
                "{\"name\":\"a\"}x",
                "{\"name\":\"a\"}]",
                "{\"name\":\"a\nb\"}",
                "{\"name\":\"\\x\"}",
                "{\"name\":\"\\u12\"}",
                "{\"size\":NaN}",
                "{\"size\":Infinity}",
                "{\"size\":01}",
                "{\"size\":+1}",
                "{\"size\":.5}",
                "{\"size\":0x10}",
                "{\"a\":// comment\n1}",
                "{\"a\":\u0000}",
                "\uFEFF\uFEFF{}",
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                "{\"other\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}",
                "{\"name\":\"" + "a".repeat(10 << 20) + "\"}",
                "{\"other\":\"" + "a".repeat(10 << 20) + "\"}",
                "{\"" + "k".repeat(1 << 20) + "\":1}");
    }

    @ParameterizedTest
    @MethodSource("broken")
    void what_is_not_one_object_with_each_key_once_is_malformed(String body) {
        ProblemException refusal = refusal(body, OpenUploadRequest.class);

        assertThat(refusal).as(body.substring(0, Math.min(60, body.length()))).isNotNull();
        assertThat(refusal.code()).isIn(ProblemCode.MALFORMED_JSON, ProblemCode.INVALID_REQUEST);
        if (refusal.code() == ProblemCode.INVALID_REQUEST) {
            assertThat(refusal.fields().getFirst().field()).isEqualTo("body");
        }
        assertThat(refusal.detail()).hasSizeLessThan(200).doesNotContain("tools.jackson", "io.cloudstore", "Exception");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("{\"name\":1}", OpenUploadRequest.class, "name"),
                Arguments.of("{\"name\":true}", OpenUploadRequest.class, "name"),
                Arguments.of("{\"name\":1.5}", OpenUploadRequest.class, "name"),
                Arguments.of("{\"name\":[\"a\"]}", OpenUploadRequest.class, "name"),
                Arguments.of("{\"name\":{}}", OpenUploadRequest.class, "name"),
                Arguments.of("{\"size\":\"5\"}", OpenUploadRequest.class, "size"),
                Arguments.of("{\"size\":\"\"}", OpenUploadRequest.class, "size"),
                Arguments.of("{\"size\":5.0}", OpenUploadRequest.class, "size"),
                Arguments.of("{\"size\":5e0}", OpenUploadRequest.class, "size"),
                Arguments.of("{\"size\":1e400}", OpenUploadRequest.class, "size"),
                Arguments.of("{\"size\":true}", OpenUploadRequest.class, "size"),
                Arguments.of("{\"size\":[5]}", OpenUploadRequest.class, "size"),
                Arguments.of("{\"parts\":{}}", OpenUploadRequest.class, "parts"),
                Arguments.of("{\"parts\":\"a\"}", OpenUploadRequest.class, "parts"),
                Arguments.of("{\"parts\":[1]}", OpenUploadRequest.class, "parts[0]"),
                Arguments.of("{\"parts\":[{\"n\":\"1\"}]}", SignPartsRequest.class, "parts[0].n"),
                Arguments.of("{\"parts\":[{},{\"n\":1.0}]}", SignPartsRequest.class, "parts[1].n"),
                Arguments.of("{\"parts\":[{},{},{\"sha256\":5}]}", SignPartsRequest.class, "parts[2].sha256"),
                Arguments.of("{\"parts\":[{\"length\":\"1\"}]}", SignPartsRequest.class, "parts[0].length"),
                Arguments.of("{\"modifiedAt\":\"yesterday\"}", OpenUploadRequest.class, "modifiedAt"),
                Arguments.of("{\"modifiedAt\":\"\"}", OpenUploadRequest.class, "modifiedAt"),
                Arguments.of("{\"modifiedAt\":\"2026-02-30T00:00:00Z\"}", OpenUploadRequest.class, "modifiedAt"),
                Arguments.of("{\"modifiedAt\":\"2026-11-24\"}", OpenUploadRequest.class, "modifiedAt"),
                Arguments.of("{\"modifiedAt\":1700000000}", OpenUploadRequest.class, "modifiedAt"),
                Arguments.of("{\"modifiedAt\":17.5}", OpenUploadRequest.class, "modifiedAt"),
                Arguments.of("{\"modifiedAt\":1e400}", OpenUploadRequest.class, "modifiedAt"),
                Arguments.of("{\"modifiedAt\":\"1700000000\"}", OpenUploadRequest.class, "modifiedAt"),
                Arguments.of("{\"modifiedAt\":{}}", OpenUploadRequest.class, "modifiedAt"),
                Arguments.of("[]", SignUpRequest.class, "body"),
                Arguments.of("[{\"name\":\"a\"}]", SignUpRequest.class, "body"),
                Arguments.of("\"text\"", SignUpRequest.class, "body"),
                Arguments.of("\"\"", SignUpRequest.class, "body"),
                Arguments.of("5", SignUpRequest.class, "body"),
                Arguments.of("true", SignUpRequest.class, "body"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_field_of_another_type_is_named_with_its_path(String body, Class<?> type, String field) {
        ProblemException refusal = refusal(body, type);

        assertThat(refusal).as("no number for text, no text for a number").isNotNull();
        assertThat(refusal.code()).isEqualTo(ProblemCode.INVALID_REQUEST);
        assertThat(refusal.fields()).hasSize(1);
        assertThat(refusal.fields().getFirst().field()).isEqualTo(field);
        assertThat(refusal.detail()).doesNotContain("tools.jackson", "io.cloudstore", "java.");
    }

    /** The parser itself refuses them, before it is known which field they are for. */
    @ParameterizedTest
    @MethodSource("tooLarge")
    void a_number_that_no_field_can_hold_is_refused(String number) {
        ProblemException refusal = refusal("{\"size\":" + number + "}", OpenUploadRequest.class);

        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isIn(ProblemCode.INVALID_REQUEST, ProblemCode.MALFORMED_JSON);
    }

    static Stream<String> tooLarge() {
        return Stream.of(
                "9223372036854775808",
                "-9223372036854775809",
                "18446744073709551616",
                "1" + "0".repeat(49),
                "1" + "0".repeat(100_000),
                "1e" + "9".repeat(30));
    }

    @Test
    void the_least_and_the_most_that_a_field_can_hold_are_read() {
        assertThat(Json.read("{\"size\":9223372036854775807}", OpenUploadRequest.class)
                        .size())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(Json.read("{\"size\":-1}", OpenUploadRequest.class).size()).isEqualTo(-1);
        assertThat(Json.read("{\"parts\":[null]}", SignPartsRequest.class).parts())
                .containsExactly((io.cloudstore.protocol.wire.PartDigest) null);
    }

    @Test
    void fields_that_are_unknown_are_let_be_and_fields_that_are_null_are_missing() {
        var request = Json.read("{\"name\":null,\"new\":{\"a\":[1,2]},\"folderId\":\"f\"}", ChangeEntryRequest.class);

        assertThat(request.name()).isNull();
        assertThat(request.folderId()).isEqualTo("f");
    }

    @Test
    void what_an_object_declares_of_its_class_makes_nothing() {
        var request = Json.read(
                "{\"@class\":\"java.lang.Runtime\",\"@type\":\"x\",\"name\":\"a\"}", ChangeEntryRequest.class);

        assertThat(request).isEqualTo(new ChangeEntryRequest("a", null));
    }

    @Test
    void text_and_times_come_and_go_as_they_are() {
        String name = "报告 \"2026\" ; \\ \u202e\ud83d\ude00";
        var request = Json.read(Json.write(new ChangeEntryRequest(name, null)), ChangeEntryRequest.class);

        assertThat(request.name()).isEqualTo(name);
        assertThat(Json.write(new ChangeEntryRequest("a", null))).isEqualTo("{\"name\":\"a\"}");
        assertThat(Json.read("{\"modifiedAt\":\"2026-11-24T11:15:30.5+01:00\"}", OpenUploadRequest.class)
                        .modifiedAt())
                .isEqualTo(Instant.parse("2026-11-24T10:15:30.5Z"));
        assertThat(Json.write(Instant.parse("2026-11-24T10:15:30Z"))).isEqualTo("\"2026-11-24T10:15:30Z\"");
    }
}
