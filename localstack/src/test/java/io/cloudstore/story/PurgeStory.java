package io.cloudstore.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.Stack;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Somebody throws things away: into the trash, out of it again, or for good, which gives their space back. */
@OnTheStack
class PurgeStory {
    private final Person ann = Person.signedUp(Stack.current());

    @Test
    void a_purged_file_gives_its_bytes_back_at_once() {
        JsonNode file = ann.upload("gone.bin", Content.ofSize(9 * Content.MIB));
        assertThat(used()).isEqualTo(9 * Content.MIB);

        Reply purged = ann.delete("/v1/files/" + id(file) + "?purge=true");

        assertThat(purged.status()).as(purged.raw()).isEqualTo(204);
        assertThat(used()).isZero();
        assertThat(ann.get("/v1/files/" + id(file)).code()).isEqualTo("not-found");
        assertThat(ann.delete("/v1/files/" + id(file) + "?purge=true").code()).isEqualTo("not-found");
        assertThat(trash().size()).isZero();
    }

    @Test
    void the_trash_counts_until_it_is_emptied() {
        String folder = folder("old");
        JsonNode below = uploadInto(folder, "below.bin", 3000);
        JsonNode file = ann.upload("loose.bin", Content.ofSize(500));
        ann.delete("/v1/files/" + id(file));
        ann.delete("/v1/folders/" + folder);
        assertThat(used()).isEqualTo(3500);
        assertThat(trash().size()).isEqualTo(2);
        assertThat(trash().get(0).path("name").asString()).isEqualTo("old");
        assertThat(trash().get(1).path("size").asInt()).isEqualTo(500);

        assertThat(ann.delete("/v1/trash").status()).isEqualTo(202);

        assertThat(trash().size()).isZero();
        assertThat(ann.get("/v1/files/" + id(below)).code()).isEqualTo("not-found");
        await().atMost(Duration.ofMinutes(3)).until(() -> used() == 0);
    }

    @Test
    void a_purged_folder_goes_with_all_that_is_below_it_and_nothing_else() {
        String folder = folder("old");
        uploadInto(folder, "below.bin", 3000);
        Content content = Content.ofSize(500);
        JsonNode other = ann.upload("other.bin", content);

        assertThat(ann.delete("/v1/folders/" + folder + "?purge=true").status()).isEqualTo(202);

        assertThat(ann.get("/v1/folders/" + folder).code()).isEqualTo("not-found");
        await().atMost(Duration.ofMinutes(3)).until(() -> used() == 500);
        assertThat(Sha256.digestOf(ann.download(other).body())).isEqualTo(content.sha256());
    }

    @Test
    void what_is_restored_is_where_it_was_and_downloads() {
        Content content = Content.ofSize(500);
        JsonNode file = ann.upload("back.bin", content);
        ann.delete("/v1/files/" + id(file));
        ann.upload("back.bin", Content.ofSize(10));

        Reply restored = ann.call("POST", "/v1/trash/" + id(file) + "/restore", Map.of());

        assertThat(restored.status()).as(restored.raw()).isEqualTo(200);
        assertThat(restored.body().path("file").path("name").asString()).isEqualTo("back (2).bin");
        assertThat(Sha256.digestOf(ann.download(file).body())).isEqualTo(content.sha256());
    }

    /** Of two who hold the same content, one deletes it for good: the other notices nothing. */
    @Test
    void content_that_somebody_else_holds_too_stays() {
        Person bob = Person.signedUp(Stack.current());
        Content content = Content.ofSize(2 * Content.MIB);
        JsonNode hers = ann.upload("hers.bin", content);
        JsonNode his = bob.upload("his.bin", content);
        bob.awaitStored(his);

        ann.delete("/v1/files/" + id(hers) + "?purge=true");

        // on the stacks with short timings the grace and a few beats of the sweep are over by then
        await().during(Duration.ofSeconds(8))
                .atMost(Duration.ofSeconds(20))
                .until(() -> Sha256.digestOf(bob.download(his).body()).equals(content.sha256()));
        JsonNode again = ann.upload("again.bin", content);
        assertThat(Sha256.digestOf(bob.download(his).body())).isEqualTo(content.sha256());
        assertThat(Sha256.digestOf(ann.download(again).body())).isEqualTo(content.sha256());
    }

    @Test
    void a_purge_that_is_neither_true_nor_false_is_refused_and_changes_nothing() {
        JsonNode file = ann.upload("kept.bin", Content.ofSize(10));
        assertThat(ann.delete("/v1/files/" + id(file) + "?purge=perhaps").code())
                .isEqualTo("invalid-request");
        assertThat(ann.delete("/v1/folders/root?purge=true").code()).isEqualTo("forbidden");
        assertThat(ann.download(file).statusCode()).isEqualTo(200);
    }

    private String folder(String name) {
        return ann.call("POST", "/v1/folders", Map.of("name", name)).text("id");
    }

    private JsonNode uploadInto(String folder, String name, int size) {
        Content content = Content.ofSize(size);
        String upload = ann.open(name, size, Map.of("folderId", folder)).text("uploadId");
        ann.send(upload, content, content.numbers());
        return ann.completed(upload, content);
    }

    private JsonNode trash() {
        return ann.get("/v1/trash").body().path("items");
    }

    private long used() {
        return ann.me().path("usedBytes").asLong();
    }

    private static String id(JsonNode file) {
        return file.path("id").asString();
    }
}
