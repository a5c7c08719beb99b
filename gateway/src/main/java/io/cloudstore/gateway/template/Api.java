package io.cloudstore.gateway.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The REST API.
 *
 * @param logicalId its name in the template
 * @param stage the stage's name; part of method ARNs, and of the path on AWS only
 * @param routes method and path of every function behind the API
 * @param authorizer who judges the tokens of routes that aren't open
 * @param throttle how many requests the whole API takes
 * @param cors what a preflight request is answered
 * @param gatewayResponses how errors that the gateway itself makes are answered; a type that isn't there is answered
 *     as its {@linkplain ResponseType#fallback() fallback}
 */
public record Api(
        String logicalId,
        String stage,
        List<Route> routes,
        Optional<Authorizer> authorizer,
        Optional<Throttle> throttle,
        Optional<Cors> cors,
        Map<ResponseType, GatewayResponse> gatewayResponses) {

    /** Copies what it is given. */
    public Api {
        routes = List.copyOf(routes);
        gatewayResponses = Map.copyOf(gatewayResponses);
    }
}
