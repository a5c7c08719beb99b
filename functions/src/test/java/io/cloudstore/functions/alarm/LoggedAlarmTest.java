package io.cloudstore.functions.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LoggedAlarmTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void a_ring_is_one_line_of_embedded_metric_format() {
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        var logger = (Logger) LoggerFactory.getLogger("io.cloudstore.alarm");
        logger.addAppender(lines);
        try {
            Alarms.logging(Clock.fixed(NOW, ZoneOffset.UTC)).ring("job-stuck", "job 1\n\"forged\"");
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list).hasSize(1);
        String line = lines.list.getFirst().getFormattedMessage();
        assertThat(line).doesNotContain("\n");
        JsonNode json = JsonMapper.shared().readTree(line);
        assertThat(json.at("/name").asString()).isEqualTo("job-stuck");
        assertThat(json.at("/detail").asString()).isEqualTo("job 1\n\"forged\"");
        assertThat(json.at("/cloudstore_alarm").asInt()).isEqualTo(1);
        assertThat(json.at("/_aws/Timestamp").asLong()).isEqualTo(NOW.toEpochMilli());
        assertThat(json.at("/_aws/CloudWatchMetrics/0/Metrics/0/Name").asString())
                .isEqualTo("cloudstore_alarm");
        assertThat(json.at("/_aws/CloudWatchMetrics/0/Dimensions/0/0").asString())
                .isEqualTo("name");
    }
}
