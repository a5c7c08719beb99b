package io.cloudstore.functions.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Times as RFC 3339 writes them, and in no other way: Jackson itself takes numbers, too, and numbers as text. */
final class TimeReader extends StdDeserializer<Instant> {
    TimeReader() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) {
        if (!json.hasToken(JsonToken.VALUE_STRING)) {
            return (Instant) context.handleUnexpectedToken(Instant.class, json);
        }
        try {
            return OffsetDateTime.parse(json.getString()).toInstant();
        } catch (DateTimeException notATime) {
            return (Instant) context.handleWeirdStringValue(Instant.class, json.getString(), "not a time of RFC 3339");
        }
    }
}
