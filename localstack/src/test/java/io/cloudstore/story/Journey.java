package io.cloudstore.story;

import io.cloudstore.stack.Stack;
import java.util.UUID;

/** A file of somebody's that has come all the way to long-term storage, for tests that look behind the API. */
public record Journey(UUID fileId, String contentId) {
    /** Uploads {@code size} bytes and waits until they are stored. */
    public static Journey stored(int size) {
        Person ann = Person.signedUp(Stack.current());
        Content content = Content.ofSize(size);
        var file = ann.upload("journey.bin", content);
        ann.awaitStored(file);
        return new Journey(
                UUID.fromString(file.path("id").asString()), content.contentId().toString());
    }
}
