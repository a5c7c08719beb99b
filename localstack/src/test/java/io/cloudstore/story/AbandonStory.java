package io.cloudstore.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.Stack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Somebody changes their mind. */
@OnTheStack
class AbandonStory {
    private final Person ann = Person.signedUp(Stack.current());

    @Test
    void an_aborted_upload_gives_its_bytes_back_and_takes_no_more() {
        Content content = Content.ofSize(17 * Content.MIB);
        String upload = ann.opened("never-mind.bin", content);
        ann.send(upload, content, List.of(1));
        assertThat(ann.me().path("reservedBytes").asLong()).isEqualTo(content.bytes().length);

        assertThat(ann.delete("/v1/uploads/" + upload).status()).isEqualTo(204);
        assertThat(ann.delete("/v1/uploads/" + upload).status()).isEqualTo(204);

        assertThat(ann.me().path("reservedBytes").asLong()).isZero();
        assertThat(ann.sign(upload, content, List.of(2)).code()).isEqualTo("upload-closed");
        assertThat(ann.complete(upload, content).code()).isEqualTo("upload-closed");
        assertThat(ann.get("/v1/uploads").body().path("items").size()).isZero();
    }

    @Test
    void a_merged_upload_cannot_be_aborted() {
        Content content = Content.ofSize(10);
        String upload = ann.opened("kept.bin", content);
        ann.send(upload, content, List.of(1));
        ann.completed(upload, content);

        assertThat(ann.delete("/v1/uploads/" + upload).code()).isEqualTo("upload-closed");
    }

    @Test
    void what_does_not_fit_into_the_quota_is_refused_before_anything_is_sent() {
        long quota = ann.me().path("quotaBytes").asLong();

        assertThat(ann.open("too-much.bin", quota + 1, Map.of()).code()).isEqualTo("quota-exceeded");
        assertThat(ann.open("all-of-it.bin", quota, Map.of()).status()).isEqualTo(201);
        assertThat(ann.open("one-more.bin", 1, Map.of()).code()).isEqualTo("quota-exceeded");
    }
}
