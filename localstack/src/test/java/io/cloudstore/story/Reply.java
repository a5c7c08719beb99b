package io.cloudstore.story;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** What the API answered. */
record Reply(int status, JsonNode body, HttpHeaders headers, String raw) {
    /** The field {@code name} as text. */
    String text(String name) {
        return body.path(name).asString("");
    }

    /** The problem's stable code; empty when the answer is no problem. */
    String code() {
        boolean problem = headers.firstValue("Content-Type").orElse("").startsWith("application/problem+json");
        return problem ? text("code") : "";
    }
}
