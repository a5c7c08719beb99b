package io.cloudstore.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.Stack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A file that changed a little is uploaded again: what the account holds already is copied inside the store. */
@OnTheStack
class ReuseStory {
    private final Person ann = Person.signedUp(Stack.current());
    private final Content before = Content.ofSize(25 * Content.MIB);
    private final Content after = before.changedAt(9 * Content.MIB);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void of_a_file_with_one_changed_byte_one_part_is_sent(boolean stored) {
        JsonNode old = ann.upload("film.mkv", before);
        if (stored) {
            ann.awaitStored(old);
        }
        String upload = ann.opened("film, edited.mkv", after);

        assertThat(ann.likelyReusable(upload, after, after.numbers())).containsExactly(1, 3, 4);
        assertThat(ann.reuse(upload, after, after.numbers())).containsExactly(1, 3, 4);
        assertThat(ann.get("/v1/uploads/" + upload).body().path("heldParts").findValuesAsString("sha256"))
                .containsExactly(
                        after.digest(1).toString(),
                        after.digest(3).toString(),
                        after.digest(4).toString());
        ann.send(upload, after, List.of(2));
        JsonNode file = ann.completed(upload, after);

        assertThat(Sha256.digestOf(ann.download(file).body())).isEqualTo(after.sha256());
        ann.awaitStored(file);
        assertThat(Sha256.digestOf(ann.download(file).body())).isEqualTo(after.sha256());
        assertThat(Sha256.digestOf(ann.download(old).body())).isEqualTo(before.sha256());
    }

    @Test
    void what_somebody_else_holds_has_to_be_sent() {
        Person bob = Person.signedUp(Stack.current());
        bob.awaitStored(bob.upload("film.mkv", before));
        String upload = ann.opened("film.mkv", before);

        assertThat(ann.likelyReusable(upload, before, before.numbers())).isEmpty();
        assertThat(ann.reuse(upload, before, before.numbers())).isEmpty();
        assertThat(ann.get("/v1/uploads/" + upload).body().path("heldParts")).isEmpty();
    }

    @Test
    void a_small_file_serves_as_the_end_of_a_large_one() {
        Content end = Content.of(before.part(4));
        ann.awaitStored(ann.upload("end", end));
        String upload = ann.opened("film.mkv", before);

        assertThat(ann.reuse(upload, before, before.numbers())).containsExactly(4);
        ann.send(upload, before, List.of(1, 2, 3));
        assertThat(Sha256.digestOf(ann.download(ann.completed(upload, before)).body()))
                .isEqualTo(before.sha256());
    }

    @Test
    void a_copied_part_is_replaced_by_whatever_is_signed_and_sent_later() {
        ann.upload("film.mkv", before);
        String upload = ann.opened("film, edited.mkv", after);
        assertThat(ann.reuse(upload, before, before.numbers())).containsExactly(1, 2, 3, 4);

        ann.send(upload, after, List.of(2));

        assertThat(Sha256.digestOf(ann.download(ann.completed(upload, after)).body()))
                .isEqualTo(after.sha256());
    }

    @Test
    void parts_that_are_none_of_the_plans_are_refused() {
        String upload = ann.opened("film.mkv", before);
        String digest = before.digest(1).toString();

        for (Object parts : List.of(
                List.of(),
                List.of(Map.of("n", 0, "sha256", digest)),
                List.of(Map.of("n", 5, "sha256", digest)),
                List.of(Map.of("n", 1, "sha256", "no digest")),
                List.of(Map.of("n", 1, "sha256", digest, "length", 5)),
                List.of(Map.of("n", 1, "sha256", digest), Map.of("n", 1, "sha256", digest)))) {
            Reply refused = ann.call("POST", "/v1/uploads/" + upload + "/parts/reuse", Map.of("parts", parts));
            assertThat(refused.status()).as(refused.raw()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("invalid-request");
        }
    }
}
