package io.cloudstore.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.stack.Capability;
import io.cloudstore.stack.Needs;
import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.Stack;
import io.cloudstore.stack.Stack.TransferQueue;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The store's events come late, twice, out of order, or about things that never were: each is only a wake-up. */
@OnTheStack
@Needs(Capability.TRANSFER_QUEUE)
class EventStory {
    private static final Pattern KEY = Pattern.compile("staging/[0-9a-f]{32}");

    private final Person ann = Person.signedUp(Stack.current());
    private final TransferQueue queue = Stack.current().transferQueue();

    @Test
    void an_event_that_comes_again_and_late_changes_nothing() {
        Content content = Content.ofSize(9 * Content.MIB);
        String upload = ann.opened("again.bin", content);
        String key =
                keyOf(ann.sign(upload, content, List.of(1)).body().path("urls").get(0));
        ann.send(upload, content, content.numbers());
        sendEvent(key);
        JsonNode file = ann.completed(upload, content);
        ann.awaitStored(file);

        for (int i = 0; i < 5; i++) {
            sendEvent(key);
        }
        Content later = Content.ofSize(10);
        ann.awaitStored(ann.upload("later.bin", later));

        assertThat(Sha256.digestOf(ann.download(file).body())).isEqualTo(content.sha256());
        assertThat(ann.me().path("usedBytes").asLong()).isEqualTo(content.bytes().length + 10L);
        assertThat(ann.get("/v1/folders/root/entries").body().path("items").size())
                .isEqualTo(2);
    }

    @Test
    void messages_that_are_none_hold_up_nobody() {
        queue.send("not json");
        queue.send("{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"other\"},"
                + "\"object\":{\"key\":\"x\"}}}]}");
        queue.send("{\"Event\":\"s3:TestEvent\"}");
        sendEvent("staging/00000000000000000000000000000000");
        sendEvent("%E6%8A%A5+%2F%20");

        ann.awaitStored(ann.upload("unaffected.bin", Content.ofSize(100)));
    }

    private static String keyOf(JsonNode url) {
        Matcher key = KEY.matcher(URI.create(url.path("url").asString()).getPath());
        assertThat(key.find()).isTrue();
        return key.group();
    }

    private void sendEvent(String key) {
        queue.send("""
                {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventName":"ObjectCreated:Put",
                "s3":{"bucket":{"name":"%s"},"object":{"key":"%s","size":1,"sequencer":"0055AED6DCD90281E5"}}}]}
                """.formatted(queue.stagingBucket(), key));
    }
}
