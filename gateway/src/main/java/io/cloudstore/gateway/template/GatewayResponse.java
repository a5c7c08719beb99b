package io.cloudstore.gateway.template;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How one kind of the gateway's own errors is answered.
 *
 * @param status the status code; none: the response type's usual one
 * @param headers name to value
 * @param body the body with its {@code $context} variables still in it; none: API Gateway's own
 */
public record GatewayResponse(OptionalInt status, Map<String, String> headers, Optional<String> body) {

    /** Copies what it is given. */
    public GatewayResponse {
        headers = Map.copyOf(headers);
    }
}
