package io.cloudstore.bench.events;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A function's answer. */
public final class Answer {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Answer() {}

    /**
     * An answer in few words.
     *
     * @throws IllegalStateException when the answer is that something went wrong: a function that only says that it can't
     *     is quick, and must not be counted
     */
    public static String inShort(String answer) {
        JsonNode json = JSON.readTree(answer);
        if (json.has("statusCode")) {
            int status = json.path("statusCode").asInt();
            if (status >= 400) {
                throw new IllegalStateException("a function answered with a problem: " + answer);
            }
            return String.valueOf(status);
        }
        if (json.has("errorMessage")) {
            throw new IllegalStateException("a function failed: " + answer);
        }
        if (json.has("policyDocument")) {
            return allowed(json, answer);
        }
        if (!json.path("batchItemFailures").isEmpty()) {
            throw new IllegalStateException("a function gave records back: " + answer);
        }
        return answer;
    }

    private static String allowed(JsonNode policy, String answer) {
        String effect = policy.path("policyDocument")
                .path("Statement")
                .path(0)
                .path("Effect")
                .asString("?");
        if (!effect.equals("Allow")) {
            throw new IllegalStateException("the authorizer did not know the token: " + answer);
        }
        return effect;
    }

    /**
     * The JSON in the body of an answer to an API's call.
     *
     * @throws IllegalStateException as {@link #inShort}
     */
    public static JsonNode body(String answer) {
        inShort(answer);
        return JSON.readTree(JSON.readTree(answer).path("body").asString());
    }
}
