package io.cloudstore.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.Stack;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** What is somebody else's looks exactly like what never was. */
@OnTheStack
class StrangersStory {
    private final Person owner = Person.signedUp(Stack.current());
    private final Person stranger = Person.signedUp(Stack.current());

    private record Probe(String method, String path, Map<String, ?> body) {}

    @TestFactory
    Stream<DynamicTest> every_route_answers_alike_for_other_people_s_ids_and_for_ids_that_never_were() {
        JsonNode file = owner.upload("mine.txt", Content.ofSize(10));
        String folder =
                owner.call("POST", "/v1/folders", Map.of("name", "my folder")).text("id");
        Content content = Content.ofSize(9 * Content.MIB);
        String upload = owner.opened("open.bin", content);
        owner.send(upload, content, List.of(1));
        Map<String, ?> parts = Map.of(
                "parts", List.of(Map.of("n", 1, "sha256", content.digest(1).toString())));
        Map<String, ?> proofs =
                Map.of("proofs", Collections.nCopies(20, content.digest(1).toString()));
        Map<String, ?> contentId = Map.of("contentId", content.contentId().toString());

        return Stream.of(
                        new Probe("GET", "/v1/files/{id}", Map.of()),
                        new Probe("PATCH", "/v1/files/{id}", Map.of("name", "stolen")),
                        new Probe("DELETE", "/v1/files/{id}", Map.of()),
                        new Probe("GET", "/v1/files/{id}/download", Map.of()),
                        new Probe("GET", "/v1/files/{id}/receipt", Map.of()),
                        new Probe("GET", "/v1/folders/{id}", Map.of()),
                        new Probe("GET", "/v1/folders/{id}/entries", Map.of()),
                        new Probe("PATCH", "/v1/folders/{id}", Map.of("name", "stolen")),
                        new Probe("DELETE", "/v1/folders/{id}", Map.of()),
                        new Probe("DELETE", "/v1/files/{id}?purge=true", Map.of()),
                        new Probe("DELETE", "/v1/folders/{id}?purge=true", Map.of()),
                        new Probe("POST", "/v1/trash/{id}/restore", Map.of()),
                        new Probe("GET", "/v1/uploads/{id}", Map.of()),
                        new Probe("POST", "/v1/uploads/{id}/parts", parts),
                        new Probe("POST", "/v1/uploads/{id}/parts/reuse", parts),
                        new Probe("POST", "/v1/uploads/{id}/complete", contentId),
                        new Probe("POST", "/v1/uploads/{id}/instant", contentId),
                        new Probe("POST", "/v1/uploads/{id}/instant/proof", proofs),
                        new Probe("DELETE", "/v1/uploads/{id}", Map.of()))
                .map(probe -> DynamicTest.dynamicTest(probe.method() + " " + probe.path(), () -> {
                    Reply never = probe(probe, UUID.randomUUID().toString());
                    assertThat(never.status()).as(never.raw()).isEqualTo(404);
                    assertThat(never.code()).isEqualTo("not-found");
                    for (String id : List.of(file.path("id").asString(), folder, upload, "not-an-id")) {
                        assertThat(withoutRequestId(probe(probe, id))).isEqualTo(withoutRequestId(never));
                    }
                }));
    }

    private Reply probe(Probe probe, String id) {
        return stranger.call(probe.method(), probe.path().replace("{id}", id), probe.body());
    }

    private static String withoutRequestId(Reply reply) {
        return reply.status() + reply.raw().replaceAll("\"requestId\":\"[^\"]*\"", "");
    }

    @Test
    void nothing_of_the_owner_s_changed_by_all_that() {
        JsonNode file = owner.upload("mine.txt", Content.ofSize(10));
        stranger.delete("/v1/files/" + file.path("id").asString());
        assertThat(owner.download(file).statusCode()).isEqualTo(200);
    }

    @Test
    void a_file_cannot_be_put_into_somebody_else_s_folder() {
        String folder =
                owner.call("POST", "/v1/folders", Map.of("name", "private")).text("id");
        assertThat(stranger.open("intruder.txt", 1, Map.of("folderId", folder)).code())
                .isEqualTo("not-found");
        assertThat(stranger.call("POST", "/v1/folders", Map.of("name", "x", "parentId", folder))
                        .code())
                .isEqualTo("not-found");
        JsonNode file = stranger.upload("own.txt", Content.ofSize(1));
        assertThat(stranger.call("PATCH", "/v1/files/" + file.path("id").asString(), Map.of("folderId", folder))
                        .code())
                .isEqualTo("not-found");
    }
}
