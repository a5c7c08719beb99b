package io.cloudstore.gateway.http;

import io.cloudstore.gateway.template.Throttle;
import java.time.Duration;

/**
 * What the HTTP side is told beyond the template.
 *
 * @param payloadBytes most bytes of a request's and an answer's body
 * @param integrationTimeout how long an answer is waited for, whatever a function's own timeout is
 * @param addressThrottle requests of one address
 * @param throttlesLoopback whether that holds for this machine's own addresses too
 * @param proxies whose word on who calls is believed
 */
public record HttpLimits(
        int payloadBytes,
        Duration integrationTimeout,
        Throttle addressThrottle,
        boolean throttlesLoopback,
        Proxies proxies) {

    /** Limits for callers that come without a proxy. */
    public HttpLimits(
            int payloadBytes, Duration integrationTimeout, Throttle addressThrottle, boolean throttlesLoopback) {
        this(payloadBytes, integrationTimeout, addressThrottle, throttlesLoopback, Proxies.NONE);
    }

    /** The same behind proxies. */
    public HttpLimits behind(Proxies others) {
        return new HttpLimits(payloadBytes, integrationTimeout, addressThrottle, throttlesLoopback, others);
    }
}
