package io.cloudstore.functions.queue;

import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a message of one of our queues says. */
sealed interface Message {
    /** Objects were created in the store. */
    record Created(List<StoredObject> objects) implements Message {}

    /** Jobs of one kind are due. */
    record Due(List<JobId> jobs) implements Message {}

    /** The store has tried out its notification. */
    record Test() implements Message {}

    /**
     * An object that an event names.
     *
     * @param key the key itself; events carry it URL-encoded
     */
    record StoredObject(String bucket, String key) {}

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if it is none of ours
     */
    static Message parse(String body) {
        try {
            JsonNode message = Reader.JSON.readTree(body);
            if (message.path("kind").isString()) {
                return due(JobKind.valueOf(message.path("kind").asString()), message);
            }
            if (message.path("Event").asString("").equals("s3:TestEvent")) {
                return new Test();
            }
            if (message.path("Records").isArray()) {
                return created(message.path("Records"));
            }
        } catch (JacksonException broken) {
            throw new IllegalArgumentException("a message that is not JSON", broken);
        }
        throw new IllegalArgumentException("a message of no known form");
    }

    private static Message due(JobKind kind, JsonNode message) {
        JsonNode many = message.path("ids");
        List<JsonNode> ids = many.isArray() ? many.valueStream().toList() : List.of(message.path("id"));
        return new Due(ids.stream()
                .map(id -> new JobId(kind, UUID.fromString(id.asString())))
                .toList());
    }

    private static Message created(JsonNode records) {
        List<StoredObject> objects = new ArrayList<>();
        for (JsonNode event : records) {
            if (event.path("eventName").asString("").startsWith("ObjectCreated:")) {
                JsonNode s3 = event.path("s3");
                objects.add(new StoredObject(
                        s3.path("bucket").path("name").asString(),
                        URLDecoder.decode(s3.path("object").path("key").asString(), StandardCharsets.UTF_8)));
            }
        }
        return new Created(objects);
    }

    /** Holds the mapper, which an interface can't keep to itself. */
    final class Reader {
        private static final JsonMapper JSON = JsonMapper.builder().build();

        private Reader() {}
    }
}
