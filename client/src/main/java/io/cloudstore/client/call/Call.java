package io.cloudstore.client.call;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * One call of the service.
 *
 * @param path from {@code /v1} on, with its query
 * @param body what is sent as JSON, if anything
 * @param answer what the answer's JSON is read as
 * @param care what the call allows
 */
public record Call<T>(String method, String path, @Nullable Object body, TypeReference<T> answer, Care care) {
    /** What may be done with a call. */
    public enum Care {
        /** With the session's token; the same call twice does what it does once. */
        REPEATABLE,
        /** As {@link #REPEATABLE}, and something large hangs on it: tried more often. */
        PATIENT,
        /** With the session's token and an {@code Idempotency-Key}, the same in a repeat; a service may know it by that. */
        CREATING,
        /** Without a token, and not repeated once it may have arrived: names and passwords are in it. */
        CREDENTIALS
    }

    /** Reads something. */
    public static <T> Call<T> get(String path, TypeReference<T> answer) {
        return new Call<>("GET", path, null, answer, Care.REPEATABLE);
    }

    /** Sends {@code body} by {@code method}. */
    public static <T> Call<T> send(String method, String path, Object body, TypeReference<T> answer, Care care) {
        return new Call<>(method, path, body, answer, care);
    }

    /** Deletes something. */
    public static Call<Void> delete(String path) {
        return new Call<>("DELETE", path, null, new TypeReference<>() {}, Care.REPEATABLE);
    }

    /** {@code text} as one segment of a path or one value of a query. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
