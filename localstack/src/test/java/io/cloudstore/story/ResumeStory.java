package io.cloudstore.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.Stack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Somebody's connection is cut in the middle; any device of theirs goes on with what is missing. */
@OnTheStack
class ResumeStory {
    private final Person ann = Person.signedUp(Stack.current());

    @Test
    void another_device_sees_what_the_store_holds_and_sends_the_rest() {
        Content content = Content.ofSize(25 * Content.MIB);
        String upload = ann.opened("cut.bin", content);
        ann.send(upload, content, List.of(1, 3));

        Person laptop = ann.onAnotherDevice();
        JsonNode open = laptop.get("/v1/uploads").body().path("items").get(0);
        assertThat(open.path("uploadId").asString()).isEqualTo(upload);
        assertThat(open.path("firstPart").asString())
                .isEqualTo(content.digest(1).toString());
        JsonNode one = laptop.get("/v1/uploads/" + upload).body();
        assertThat(one.path("firstPart")).isEqualTo(open.path("firstPart"));
        assertThat(one.path("likelyStored").asBoolean()).isFalse();
        JsonNode held = one.path("heldParts");
        assertThat(held.findValuesAsString("sha256"))
                .containsExactly(content.digest(1).toString(), content.digest(3).toString());

        laptop.send(upload, content, List.of(2, 4));
        JsonNode file = laptop.completed(upload, content);
        assertThat(Sha256.digestOf(laptop.download(file).body())).isEqualTo(content.sha256());
    }

    @Test
    void an_upload_says_whether_its_account_holds_such_content_already_when_it_is_carried_on_too() {
        Content content = Content.ofSize(9 * Content.MIB);
        ann.upload("first.bin", content);
        String upload = ann.opened("second.bin", content);
        assertThat(ann.get("/v1/uploads/" + upload).body().path("likelyStored").asBoolean())
                .isFalse();
        ann.sign(upload, content, List.of(1));
        assertThat(ann.get("/v1/uploads/" + upload).body().path("likelyStored").asBoolean())
                .isTrue();
    }

    @Test
    void completing_too_early_names_the_missing_parts_and_leaves_the_upload_open() {
        Content content = Content.ofSize(25 * Content.MIB);
        String upload = ann.opened("early.bin", content);
        ann.send(upload, content, List.of(1, 3));

        Reply unsigned = ann.complete(upload, content);
        assertThat(unsigned.status()).isEqualTo(409);
        assertThat(unsigned.code()).isEqualTo("parts-missing");
        assertThat(unsigned.body().path("missingParts").toString()).isEqualTo("[2,4]");

        ann.sign(upload, content, List.of(2, 4));
        ann.send(upload, content, List.of(2));
        Reply unsent = ann.complete(upload, content);
        assertThat(unsent.code()).isEqualTo("parts-missing");
        assertThat(unsent.body().path("missingParts").toString()).isEqualTo("[4]");

        ann.send(upload, content, List.of(4));
        ann.completed(upload, content);
    }

    @Test
    void a_source_that_changed_meanwhile_is_never_mixed_with_what_was_sent() {
        Content before = Content.ofSize(17 * Content.MIB);
        Content after = before.changedAt(9 * Content.MIB);
        String upload = ann.opened("edited.bin", before);
        ann.send(upload, before, before.numbers());

        Reply mixed = ann.complete(upload, after);
        assertThat(mixed.code()).isEqualTo("content-differs");

        ann.send(upload, after, List.of(2));
        JsonNode file = ann.completed(upload, after);
        assertThat(Sha256.digestOf(ann.download(file).body())).isEqualTo(after.sha256());
    }

    @Test
    void a_small_file_signed_again_with_other_bytes_becomes_the_other_bytes() {
        Content before = Content.ofSize(500);
        Content after = Content.ofSize(500);
        String upload = ann.opened("rewritten.bin", before);
        JsonNode oldUrl =
                ann.sign(upload, before, List.of(1)).body().path("urls").get(0);
        JsonNode newUrl =
                ann.sign(upload, after, List.of(1)).body().path("urls").get(0);

        assertThat(ann.api.put(newUrl, after.bytes(), Map.of())).isEqualTo(200);
        ann.api.put(oldUrl, before.bytes(), Map.of());

        JsonNode file = ann.completed(upload, after);
        assertThat(ann.download(file).body()).isEqualTo(after.bytes());
    }
}
