package io.cloudstore.protocol.wire;

/** {@code POST /v1/sessions/refresh}. The token is used up by the call; the answer carries its successor. */
public record RefreshRequest(String refreshToken) {}
