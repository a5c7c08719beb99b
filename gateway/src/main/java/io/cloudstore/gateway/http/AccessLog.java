package io.cloudstore.gateway.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON line a request. It names the route, not the path, and holds neither query nor header, so that no token, URL or
 * name can get into it.
 */
final class AccessLog {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Consumer<String> lines;
    private final InstantSource clock;

    AccessLog(Consumer<String> lines, InstantSource clock) {
        this.lines = lines;
        this.clock = clock;
    }

    /** Writes the line of one request. */
    void write(Call call, RestApi.Outcome outcome, Duration took) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", clock.instant().toString());
        line.put("event", "request");
        line.put("requestId", call.requestId());
        line.put("method", call.method());
        line.put("route", outcome.route());
        line.put("status", outcome.answer().status());
        line.put("error", String.join("", outcome.answer().headers().getOrDefault("x-amzn-ErrorType", List.of())));
        line.put("accountId", outcome.accountId());
        line.put("sourceIp", call.sourceIp());
        line.put("bytes", outcome.answer().body().length);
        line.put("millis", took.toMillis());
        line.put("functionMillis", outcome.inFunction().toMillis());
        lines.accept(JSON.writeValueAsString(line));
    }
}
