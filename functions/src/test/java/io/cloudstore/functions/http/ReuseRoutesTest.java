package io.cloudstore.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.wire.ReusePartsRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReuseRoutesTest {
    private static final String ROUTE = "POST /v1/uploads/{id}/parts/reuse";
    private static final Map<String, Object> PART = Map.of("n", 2, "sha256", FakeWorld.DIGEST.toString());

    private static String body(List<?> parts) {
        return Json.write(Map.of("parts", parts));
    }

    @Test
    void the_parts_that_were_copied_are_named_and_nothing_is_signed() {
        var world = new FakeWorld();

        var answer = world.reuseParts().apply(Calls.to(ROUTE, body(List.of(PART))));

        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(200);
        assertThat(answer.getBody()).isEqualTo("{\"reused\":[2]}");
        assertThat(world.asked()).anyMatch(call -> call.startsWith("CopyBlobParts.copyPart"));
        assertThat(world.asked()).noneMatch(call -> call.startsWith("Sign"));
    }

    @Test
    void a_store_that_fails_has_copied_nothing() {
        var world = new FakeWorld().says("CopyBlobParts.copyPart", () -> {
            throw new StoreFailed("copy a part", new IllegalStateException());
        });

        assertThat(world.reuseParts()
                        .apply(Calls.to(ROUTE, body(List.of(PART))))
                        .getBody())
                .isEqualTo("{\"reused\":[]}");
    }

    /** The parts of a signing call that are refused there are refused here. */
    @ParameterizedTest
    @MethodSource("io.cloudstore.functions.http.UploadRoutesTest#wrongPartsOfAnyCall")
    void wrong_parts_are_refused_before_anything_is_asked_of_the_store(List<?> parts, String field) {
        var world = new FakeWorld();

        var answer = world.reuseParts().apply(Calls.to(ROUTE, body(parts)));

        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(Calls.body(answer).path("fields").path(0).path("field").asString())
                .isEqualTo(field);
        assertThat(world.asked()).noneMatch(call -> call.contains("Store.") || call.startsWith("CopyBlobParts."));
    }

    @Test
    void a_call_names_one_part_to_a_thousand() {
        for (String wrong : List.of(
                "{}",
                "{\"parts\":[]}",
                "{\"parts\":null}",
                body(Collections.nCopies(ReusePartsRequest.MOST_PARTS + 1, PART)))) {
            assertThat(new FakeWorld()
                            .reuseParts()
                            .apply(Calls.to(ROUTE, wrong))
                            .getStatusCode())
                    .isEqualTo(400);
        }
    }
}
