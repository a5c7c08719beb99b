package io.cloudstore.bench.events;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events of the repository's {@code events/}, with what they make up put right, so that functions do what they are
 * for.
 *
 * @param folder where the events are
 * @param replaced what stands in them, and what is put in its place
 */
public record SampleEvents(Path folder, Map<String, String> replaced) {
    /** Made-up name of an account. */
    public static final String NAME = "first.owner";
    /** Made-up id of an upload. */
    public static final String UPLOAD = "0190f3c2-7c00-7000-8000-0000000000c1";
    /** Made-up id of a file. */
    public static final String FILE = "0190f3c2-7c00-7000-8000-0000000000f1";
    /** SHA-256 of the content that the events speak of, {@code hello}. */
    public static final String DIGEST = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    /** Bytes of that content. */
    public static final int LENGTH = 5;

    private static final String ACCOUNT = "0190f3c2-7c00-7000-8000-0000000000a1";
    private static final String SESSION = "0190f3c2-7c00-7000-8000-0000000000b1";
    private static final String TOKEN = "header.claims.signature";

    /** Copies what it is given. */
    public SampleEvents {
        replaced = Map.copyOf(replaced);
    }

    /** As the repository has them. */
    public static SampleEvents in(Path folder) {
        return new SampleEvents(folder, Map.of());
    }

    /** With one more thing put right. */
    public SampleEvents with(String madeUp, String real) {
        Map<String, String> more = new HashMap<>(replaced);
        more.put(madeUp, real);
        return new SampleEvents(folder, more);
    }

    /** Sent by whoever has this access token. */
    public SampleEvents of(String accessToken) {
        JsonNode claims = claims(accessToken);
        return with(ACCOUNT, claims.path("sub").asString())
                .with(SESSION, claims.path("sid").asString())
                .with(TOKEN, accessToken);
    }

    /** The middle of a JSON Web Token (RFC 7519). */
    private static JsonNode claims(String token) {
        byte[] json = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        return JsonMapper.builder().build().readTree(new String(json, StandardCharsets.UTF_8));
    }

    /** An event, by its file's name without the ending. */
    public String json(String name) throws IOException {
        String event = Files.readString(folder.resolve(name + ".json"));
        for (Map.Entry<String, String> each : replaced.entrySet()) {
            event = event.replace(each.getKey(), each.getValue());
        }
        return event;
    }

    /** Writes an event into a file of its own. */
    public Path write(String name, Path scratch) throws IOException {
        return Files.writeString(scratch.resolve(name + ".json"), json(name));
    }
}
