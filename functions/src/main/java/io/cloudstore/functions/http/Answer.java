package io.cloudstore.functions.http;

import java.util.Map;

/**
 * What a route answers.
 *
 * @param body becomes JSON; an empty map is no body
 */
record Answer(int status, Object body, Map<String, String> headers) {
    private static final Object NOTHING = Map.of();

    static Answer ok(Object body) {
        return new Answer(200, body, Map.of());
    }

    /** With headers besides, or in place of, the usual ones. */
    static Answer ok(Object body, Map<String, String> headers) {
        return new Answer(200, body, headers);
    }

    static Answer created(Object body) {
        return new Answer(201, body, Map.of());
    }

    static Answer accepted(Object body) {
        return new Answer(202, body, Map.of("Retry-After", "1"));
    }

    /** Done as far as anybody sees, with something left to do behind. */
    static Answer begun() {
        return new Answer(202, NOTHING, Map.of());
    }

    static Answer nothing() {
        return new Answer(204, NOTHING, Map.of());
    }

    static Answer redirect(String location) {
        return new Answer(302, NOTHING, Map.of("Location", location));
    }

    boolean hasBody() {
        return body != NOTHING;
    }
}
