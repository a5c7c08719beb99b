package io.cloudstore.gateway;

import io.cloudstore.gateway.http.HttpLimits;
import io.cloudstore.gateway.template.Throttle;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * What the gateway is told beyond the template.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0: any free one
 * @param queues where the queues are
 * @param http limits of the HTTP side
 * @param drain how long a stop waits for calls that are going on
 * @param accessLog gets one JSON line a request
 */
public record GatewaySettings(
        String host, int port, QueueAccess queues, HttpLimits http, Duration drain, Consumer<String> accessLog) {
    /** A Lambda function's payload: 6 MB. */
    private static final int PAYLOAD_BYTES = 6 * 1024 * 1024;

    /** API Gateway waits 29 s for an integration. */
    private static final Duration INTEGRATION_TIMEOUT = Duration.ofSeconds(29);

    /** Far above what one household needs, far below what would hurt. */
    private static final Throttle ADDRESS_THROTTLE = new Throttle(50, 500);

    /**
     * API Gateway's limits, no throttle for this machine's own addresses, 10 s for a stop, and an access log that goes
     * to the logger {@code access}.
     */
    public static GatewaySettings of(String host, int port, QueueAccess queues) {
        return new GatewaySettings(
                host,
                port,
                queues,
                new HttpLimits(PAYLOAD_BYTES, INTEGRATION_TIMEOUT, ADDRESS_THROTTLE, false),
                Duration.ofSeconds(10),
                LoggerFactory.getLogger("access")::info);
    }

    /** The same with other limits of the HTTP side. */
    public GatewaySettings with(HttpLimits limits) {
        return new GatewaySettings(host, port, queues, limits, drain, accessLog);
    }

    /** The same with another time for a stop. */
    public GatewaySettings withDrain(Duration time) {
        return new GatewaySettings(host, port, queues, http, time, accessLog);
    }

    /** The same with another place for the access log's lines. */
    public GatewaySettings withAccessLog(Consumer<String> lines) {
        return new GatewaySettings(host, port, queues, http, drain, lines);
    }
}
