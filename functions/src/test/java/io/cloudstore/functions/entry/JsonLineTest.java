package io.cloudstore.functions.entry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JsonLineTest {
    private final LoggerContext log = new LoggerContext();

    private String written(String message, Throwable thrown) {
        var event = new LoggingEvent(
                "caller", log.getLogger("io.cloudstore.functions.http"), Level.WARN, message, thrown, null);
        return new String(new JsonLine().encode(event), StandardCharsets.UTF_8);
    }

    private JsonNode line(String message, Throwable thrown) {
        String written = written(message, thrown);
        assertThat(written).endsWith("}\n");
        assertThat(written.strip()).doesNotContain("\n", "\r");
        return Events.JSON.readTree(written);
    }

    @Test
    void the_fields_of_a_line_of_json_stand_beside_time_and_level() {
        JsonNode line = line("{\"function\":\"login\",\"status\":200}", null);

        assertThat(line.path("function").asString()).isEqualTo("login");
        assertThat(line.path("status").asInt()).isEqualTo(200);
        assertThat(line.path("level").asString()).isEqualTo("WARN");
        assertThat(line.path("logger").asString()).isEqualTo("io.cloudstore.functions.http");
        assertThat(line.path("time").asString()).endsWith("Z");
        assertThat(line.has("message")).isFalse();
    }

    /** CWE-117: what a caller may get into a message starts no line of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "{half of a line",
                "{\"a\":1} and more",
                "two\nlines\r\n{\"level\":\"forged\"}",
                "\u001b[31mred\u001b[0m",
                "quotes \" and \\",
                ""
            })
    void anything_else_is_the_message_of_one_line(String message) {
        JsonNode line = line(message, null);

        assertThat(line.path("message").asString()).isEqualTo(message);
        assertThat(line.path("level").asString()).isEqualTo("WARN");
    }

    @Test
    void an_exception_is_a_field_with_its_causes() {
        JsonNode line = line("it failed", new IllegalStateException("outer", new IllegalArgumentException("inner")));

        assertThat(line.path("error").asString()).contains("outer", "Caused by", "inner", "JsonLineTest");
    }
}
