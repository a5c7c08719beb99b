package io.cloudstore.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudstore.stack.Capability;
import io.cloudstore.stack.Needs;
import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.Stack;
import io.cloudstore.stack.Stack.TransferQueue;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What can't be understood, however often it comes, is put aside and not lost; everything else goes on. */
@OnTheStack
class DeadLetterStory {
    /** Less than one invocation may take, so that messages also come again while they are worked on. */
    private static final Duration SOON = Duration.ofSeconds(2);

    @Test
    @Needs(Capability.TRANSFER_QUEUE)
    void a_message_that_nobody_understands_ends_among_the_dead_letters_and_no_other_does() {
        TransferQueue queue = Stack.current().transferQueue();
        Person person = Person.signedUp(Stack.current());
        String poison = "no event at all: " + UUID.randomUUID();
        Set<String> dead = new HashSet<>();
        Duration before = queue.hideFor(SOON);
        try {
            queue.send(poison);
            Content content = Content.ofSize(20 * Content.MIB);
            JsonNode file = person.upload("meanwhile.bin", content);
            person.awaitStored(file);

            await().atMost(Duration.ofMinutes(2))
                    .until(() -> dead.addAll(queue.takeDeadLetters()) && dead.contains(poison));
            assertThat(dead).noneMatch(letter -> letter.contains("s3:TestEvent") || letter.contains("\"TRANSFER\""));
            assertThat(person.me().path("usedBytes").asLong()).isEqualTo(content.bytes().length);
        } finally {
            queue.hideFor(before);
        }
    }
}
