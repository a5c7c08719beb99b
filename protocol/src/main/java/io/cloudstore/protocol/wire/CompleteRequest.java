package io.cloudstore.protocol.wire;

/** {@code POST /v1/uploads/{id}/complete}: the content id of the whole file, as the client computed it. */
public record CompleteRequest(String contentId) {}
