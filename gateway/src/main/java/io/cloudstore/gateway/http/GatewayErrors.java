package io.cloudstore.gateway.http;

import io.cloudstore.gateway.template.GatewayResponse;
import io.cloudstore.gateway.template.ResponseType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The gateway's own errors, as the template's GatewayResponses say. */
final class GatewayErrors {
    /** What API Gateway answers where the template says nothing. */
    private static final GatewayResponse PLAIN = new GatewayResponse(
            OptionalInt.empty(),
            Map.of("Content-Type", "application/json"),
            Optional.of("{\"message\":\"$context.error.message\"}"));

    private final Map<ResponseType, GatewayResponse> responses;

    GatewayErrors(Map<ResponseType, GatewayResponse> responses) {
        this.responses = Map.copyOf(responses);
    }

    /** The answer to a request that failed in this way. */
    Answer answer(ResponseType type, String requestId) {
        GatewayResponse response = responses.getOrDefault(type, responses.getOrDefault(type.fallback(), PLAIN));
        Map<String, List<String>> headers = new HashMap<>();
        response.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        headers.putIfAbsent("x-amzn-ErrorType", List.of(type.name()));
        String body = response.body()
                .or(PLAIN::body)
                .orElseThrow()
                .replace("$context.requestId", requestId)
                .replace("$context.error.message", type.message())
                .replace("$context.error.responseType", type.name());
        return new Answer(response.status().orElse(type.status()), headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
