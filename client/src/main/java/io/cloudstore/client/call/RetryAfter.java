package io.cloudstore.client.call;

import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** The {@code Retry-After} header in seconds, the form that AWS and this service send. */
public final class RetryAfter {
    private RetryAfter() {}

    /** What the headers ask for; none when they don't, or ask for a date. */
    public static @Nullable Long seconds(HttpHeaders headers) {
        String value = headers.firstValue("retry-after").orElse("");
        return value.matches("[0-9]{1,9}") ? Long.valueOf(value) : null;
    }
}
