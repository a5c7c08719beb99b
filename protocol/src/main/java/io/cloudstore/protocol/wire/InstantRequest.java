package io.cloudstore.protocol.wire;

/** {@code POST /v1/uploads/{id}/instant}: asks whether the content has to be sent at all. */
public record InstantRequest(String contentId) {}
