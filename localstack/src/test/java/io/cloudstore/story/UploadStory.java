package io.cloudstore.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.Stack;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The main job: a file goes up by presigned URLs, is merged, transferred by the queue, and comes back byte for byte. */
@OnTheStack
class UploadStory {
    private final Person ann = Person.signedUp(Stack.current());

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8 * Content.MIB - 1, 8 * Content.MIB, 8 * Content.MIB + 1, 20 * Content.MIB})
    void a_file_comes_back_byte_for_byte_before_and_after_its_transfer(int size) {
        Content content = Content.ofSize(size);

        JsonNode file = ann.upload("thesis.bin", content);

        assertThat(file.path("contentId").asString())
                .isEqualTo(content.contentId().toString());
        assertThat(Sha256.digestOf(ann.download(file).body())).isEqualTo(content.sha256());
        ann.awaitStored(file);
        assertThat(Sha256.digestOf(ann.download(file).body())).isEqualTo(content.sha256());
    }

    @Test
    void parts_may_arrive_in_any_order_and_more_than_once() {
        Content content = Content.ofSize(17 * Content.MIB);
        String upload = ann.opened("any-order.bin", content);

        ann.send(upload, content, List.of(3));
        ann.send(upload, content, List.of(1, 2));
        ann.send(upload, content, List.of(2));

        JsonNode file = ann.completed(upload, content);
        assertThat(Sha256.digestOf(ann.download(file).body())).isEqualTo(content.sha256());
    }

    @Test
    void urls_come_with_the_opening_when_digests_come_with_it() {
        Content content = Content.of("a small note".getBytes(StandardCharsets.UTF_8));
        Reply opened = ann.open(
                "note.txt",
                content.bytes().length,
                Map.of(
                        "parts",
                        List.of(Map.of("n", 1, "sha256", content.digest(1).toString()))));

        JsonNode url = opened.body().path("urls").get(0);
        assertThat(ann.api.put(url, content.bytes(), Map.of())).isEqualTo(200);

        JsonNode file = ann.completed(opened.text("uploadId"), content);
        assertThat(ann.download(file).body()).isEqualTo(content.bytes());
    }

    @Test
    void a_name_with_quotes_spaces_and_chinese_comes_back_exactly_also_as_the_download_s_name() {
        String name = "报告 \"2026\" ; a.pdf";
        JsonNode file = ann.upload(name, Content.ofSize(100));

        assertThat(file.path("name").asString()).isEqualTo(name);
        assertThat(ann.get("/v1/folders/root/entries")
                        .body()
                        .path("items")
                        .get(0)
                        .path("file")
                        .path("name")
                        .asString())
                .isEqualTo(name);
        HttpResponse<byte[]> downloaded = ann.download(file);
        assertThat(downloaded.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment")
                .contains("filename*=UTF-8''%E6%8A%A5%E5%91%8A%20%222026%22%20%3B%20a.pdf");
    }

    @Test
    void completing_twice_gives_the_same_file() {
        Content content = Content.ofSize(9 * Content.MIB);
        String upload = ann.opened("twice.bin", content);
        ann.send(upload, content, content.numbers());

        JsonNode first = ann.completed(upload, content);
        JsonNode second = ann.completed(upload, content);

        assertThat(second.path("id")).isEqualTo(first.path("id"));
        assertThat(ann.me().path("usedBytes").asLong()).isEqualTo(content.bytes().length);
        assertThat(ann.me().path("reservedBytes").asLong()).isZero();
    }

    @Test
    void a_single_put_becomes_its_file_by_the_store_s_event_alone() {
        Content content = Content.ofSize(1000);
        String upload = ann.opened("nobody-completes.bin", content);
        ann.send(upload, content, List.of(1));

        await().until(() -> ann.get("/v1/uploads/" + upload).text("state").equals("MERGED"));

        JsonNode file = ann.get("/v1/uploads/" + upload).body().path("file");
        assertThat(ann.download(file).body()).isEqualTo(content.bytes());
    }

    @Test
    void the_same_content_is_stored_once_and_charged_to_each_holder() {
        Person bob = Person.signedUp(Stack.current());
        Content content = Content.ofSize(9 * Content.MIB);

        JsonNode hers = ann.upload("shared.bin", content);
        JsonNode his = bob.upload("also-mine.bin", content);

        assertThat(Sha256.digestOf(bob.download(his).body())).isEqualTo(content.sha256());
        assertThat(Sha256.digestOf(ann.download(hers).body())).isEqualTo(content.sha256());
        assertThat(bob.me().path("usedBytes").asLong()).isEqualTo(content.bytes().length);
    }
}
