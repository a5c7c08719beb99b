package io.cloudstore.story;

import io.cloudstore.stack.Stack;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Somebody who has nothing and would like to know what others have. */
public final class Prober {
    /** Headers that are another at each answer, whatever is asked. */
    private static final Set<String> OF_EACH_ANSWER =
            Set.of("date", "x-amzn-requestid", "x-amz-apigw-id", "x-amzn-trace-id");

    private final Person person;
    private final String uploadId;

    private Prober(Person person, String uploadId) {
        this.person = person;
        this.uploadId = uploadId;
    }

    /** Somebody new, with an upload of {@code size} bytes open. */
    public static Prober signUp(int size) {
        Person person = Person.signedUp(Stack.current());
        return new Prober(person, person.opened("probe.bin", Content.ofSize(size)));
    }

    /** The same person with another upload. */
    public Prober withAnotherUpload(int size) {
        return new Prober(person, person.opened("probe.bin", Content.ofSize(size)));
    }

    /**
     * What the prober sees.
     *
     * @param told status, headers and body, but for what is drawn anew for each challenge
     * @param nanoseconds until it was there
     */
    public record Seen(String told, long nanoseconds) {}

    /** Claims content. */
    public Seen claim(String contentId) {
        return ask("/instant", Map.of("contentId", contentId));
    }

    /** Proves with what can't be right. */
    public Seen prove() {
        return ask("/instant/proof", Map.of("proofs", Collections.nCopies(20, "0".repeat(64))));
    }

    private Seen ask(String path, Map<String, ?> body) {
        long begin = System.nanoTime();
        Reply reply = person.call("POST", "/v1/uploads/" + uploadId + path, body);
        long end = System.nanoTime();
        Map<String, List<String>> headers = new TreeMap<>(reply.headers().map());
        headers.keySet().removeIf(name -> OF_EACH_ANSWER.contains(name.toLowerCase(Locale.ROOT)));
        headers.remove("content-length"); // offsets have more digits or fewer
        return new Seen(reply.status() + " " + headers + " " + shape(reply.body()), end - begin);
    }

    /** Names and kinds, and values of words; numbers, nonces and times are drawn. */
    private static String shape(JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .map(field -> field.getKey() + ":"
                            + (field.getKey().equals("outcome")
                                    ? field.getValue().asString()
                                    : shape(field.getValue())))
                    .sorted()
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (node.isArray()) {
            return node.valueStream().map(Prober::shape).collect(Collectors.joining(",", "[", "]"));
        }
        return String.valueOf(node.getNodeType());
    }
}
