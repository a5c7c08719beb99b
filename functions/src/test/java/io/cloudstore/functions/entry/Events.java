package io.cloudstore.functions.entry;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The event fixtures at the top of the repository, brought to handlers as Lambda brings them. */
final class Events {
    static final JsonMapper JSON = JsonMapper.builder().build();
    /** The account, session, upload and file that the fixtures name. */
    static final String ACCOUNT = "0190f3c2-7c00-7000-8000-0000000000a1";

    static final String SESSION = "0190f3c2-7c00-7000-8000-0000000000b1";
    static final String UPLOAD = "0190f3c2-7c00-7000-8000-0000000000c1";

    private Events() {}

    /** The fixture's text. */
    static String read(String name) {
        try {
            return Files.readString(Path.of("..", "events", name + ".json"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** What the handler writes for the event. */
    static JsonNode ask(RequestStreamHandler handler, String event) {
        var output = new ByteArrayOutputStream();
        try {
            handler.handleRequest(
                    new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, new OneInvocation());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return JSON.readTree(output.toString(StandardCharsets.UTF_8));
    }

    /** The body of an HTTP answer. */
    static JsonNode body(JsonNode answer) {
        return JSON.readTree(answer.path("body").asString());
    }
}
