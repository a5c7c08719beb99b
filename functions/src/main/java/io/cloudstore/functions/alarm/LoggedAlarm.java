package io.cloudstore.functions.alarm;

import io.cloudstore.core.work.Alarm;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Writes an alarm as one line of embedded metric format, which CloudWatch turns into the metric. */
final class LoggedAlarm implements Alarm {
    /** The logger's name. */
    static final String LOGGER = "io.cloudstore.alarm";

    private static final String METRIC = "cloudstore_alarm";
    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Clock clock;

    LoggedAlarm(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void ring(String name, String detail) {
        LOG.error(JSON.writeValueAsString(line(name, detail)));
    }

    private Map<String, Object> line(String name, String detail) {
        var directive = Map.of(
                "Namespace", "Cloudstore",
                "Dimensions", List.of(List.of("name")),
                "Metrics", List.of(Map.of("Name", METRIC, "Unit", "Count")));
        var metadata = Map.of("Timestamp", clock.millis(), "CloudWatchMetrics", List.of(directive));
        return Map.of("_aws", metadata, METRIC, 1, "name", name, "detail", detail);
    }
}
