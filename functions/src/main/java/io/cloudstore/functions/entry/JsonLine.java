package io.cloudstore.functions.entry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes each event of the log as one line of JSON, for Lambda. The fields of a line that is JSON already stand beside
 * time, level and logger; any other line is the field {@code message}. Made by Logback.
 */
public final class JsonLine extends EncoderBase<ILoggingEvent> {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final byte[] NOTHING = {};

    /** Made by Logback. */
    public JsonLine() {}

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        ObjectNode line = JSON.createObjectNode();
        line.put("time", event.getInstant().toString());
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        addMessage(line, event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            line.put("error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    private static void addMessage(ObjectNode line, String message) {
        if (message.startsWith("{")) {
            try {
                if (JSON.readTree(message) instanceof ObjectNode fields) {
                    for (var field : fields.properties()) {
                        line.set(field.getKey(), field.getValue());
                    }
                    return;
                }
            } catch (JacksonException notJson) {
                // a text that begins like JSON
            }
        }
        line.put("message", message);
    }
}
