package io.cloudstore.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.work.MetadataUnavailable;
import io.cloudstore.protocol.wire.SignPartsRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UploadRoutesTest {
    private static final String DIGEST = FakeWorld.DIGEST.toString();
    private static final int SIZE = 20 << 20; // three parts

    private static Map<String, Object> part(Object n, Object length) {
        return Map.of("n", n, "sha256", DIGEST, "length", length);
    }

    static Stream<Arguments> wrongParts() {
        var tooMany = Arguments.of(Collections.nCopies(SignPartsRequest.MOST_PARTS + 1, part(1, 8 << 20)), "parts");
        return Stream.concat(wrongPartsOfAnyCall(), Stream.of(tooMany));
    }

    static Stream<Arguments> wrongPartsOfAnyCall() {
        int whole = 8 << 20;
        return Stream.of(
                Arguments.of(List.of(part(1, whole), part(1, whole)), "parts[1].n"),
                Arguments.of(List.of(part(0, whole)), "parts[0].n"),
                Arguments.of(List.of(part(4, whole)), "parts[0].n"),
                Arguments.of(List.of(part(-1, whole)), "parts[0].n"),
                Arguments.of(List.of(part(1, whole - 1)), "parts[0].length"),
                Arguments.of(List.of(part(3, whole)), "parts[0].length"),
                Arguments.of(List.of(part(2, 0)), "parts[0].length"),
                Arguments.of(List.of(Map.of("n", 1)), "parts[0].sha256"),
                Arguments.of(List.of(Map.of("sha256", DIGEST)), "parts[0].n"));
    }

    /** An upload that its owner was never told of would hold his quota until it expires. */
    @ParameterizedTest
    @MethodSource("wrongParts")
    void wrong_parts_are_refused_before_anything_is_opened_or_signed(List<?> parts, String field) {
        var world = new FakeWorld();
        var opened = world.signUpload()
                .apply(Calls.to("POST /v1/uploads", Json.write(Map.of("name", "a", "size", SIZE, "parts", parts))));
        var signed =
                world.signUpload().apply(Calls.to("POST /v1/uploads/{id}/parts", Json.write(Map.of("parts", parts))));

        for (var answer : List.of(opened, signed)) {
            assertThat(answer.getStatusCode()).isEqualTo(400);
            assertThat(Calls.body(answer).path("fields").path(0).path("field").asString())
                    .isEqualTo(field);
        }
        assertThat(world.asked())
                .noneMatch(call -> call.startsWith("StoreUpload.")
                        || call.startsWith("ChargeQuota.")
                        || call.startsWith("SignPut."));
    }

    @Test
    void signing_wants_a_part_and_opening_does_not() {
        var world = new FakeWorld();

        assertThat(world.signUpload()
                        .apply(Calls.to("POST /v1/uploads/{id}/parts", "{\"parts\":[]}"))
                        .getStatusCode())
                .isEqualTo(400);
        assertThat(world.signUpload()
                        .apply(Calls.to("POST /v1/uploads/{id}/parts", "{}"))
                        .getStatusCode())
                .isEqualTo(400);
        for (String parts : List.of("", ",\"parts\":[]", ",\"parts\":null")) {
            assertThat(world.signUpload()
                            .apply(Calls.to("POST /v1/uploads", "{\"name\":\"a\",\"size\":5" + parts + "}"))
                            .getStatusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void with_the_urls_comes_which_parts_the_account_has_already() {
        assertThat(signed(new FakeWorld(), 1, 2)).isEqualTo("[1,2]");
        assertThat(signed(new FakeWorld().says("FindOwnParts.ownParts", List::of), 1, 2))
                .isEqualTo("[]");
    }

    @Test
    void urls_come_without_hints_when_they_cannot_be_had() {
        assertThat(signed(
                        new FakeWorld().says("FindOwnParts.ownParts", () -> {
                            throw new MetadataUnavailable("away", new IllegalStateException());
                        }),
                        1))
                .isEqualTo("[]");
    }

    /** The numbers that come with the URLs of these parts, each of which has the same digest. */
    private static String signed(FakeWorld world, Integer... parts) {
        var answer = world.signUpload()
                .apply(Calls.to(
                        "POST /v1/uploads/{id}/parts",
                        Json.write(Map.of(
                                "parts",
                                Stream.of(parts).map(n -> part(n, 8 << 20)).toList()))));
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(200);
        assertThat(Calls.body(answer).path("urls").size()).isEqualTo(parts.length);
        return Calls.body(answer).path("likelyReusable").toString();
    }

    @Test
    void an_opened_upload_comes_with_the_urls_of_the_parts_sent_along() {
        var body = Calls.body(new FakeWorld()
                .signUpload()
                .apply(Calls.to(
                        "POST /v1/uploads",
                        Json.write(Map.of("name", "a", "size", SIZE, "parts", List.of(part(3, 4 << 20)))))));

        assertThat(body.path("partCount").asInt()).isEqualTo(3);
        assertThat(body.path("urls").size()).isEqualTo(1);
        assertThat(body.path("urls").path(0).path("n").asInt()).isEqualTo(3);
        assertThat(body.path("urls").path(0).path("headers").path("h").asString())
                .isEqualTo("v");
    }
}
