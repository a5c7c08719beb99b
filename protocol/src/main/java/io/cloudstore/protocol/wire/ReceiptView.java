package io.cloudstore.protocol.wire;

/**
 * {@code GET /v1/files/{id}/receipt}.
 *
 * @param receipt a JWS (RFC 7515, compact, ES256) about the file's current version; its keys are at
 *     {@code /.well-known/jwks.json}
 */
public record ReceiptView(String receipt) {}
