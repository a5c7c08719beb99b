package io.cloudstore.protocol.wire;

/**
 * {@code GET /v1/health}: the functions answer. It asks no database.
 *
 * @param status {@code ok}
 * @param version the running version
 */
public record HealthView(String status, String version) {}
