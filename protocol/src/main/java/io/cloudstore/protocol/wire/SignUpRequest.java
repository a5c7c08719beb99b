package io.cloudstore.protocol.wire;

/**
 * {@code POST /v1/accounts}.
 *
 * @param name 3 to 64 letters, digits, dots, underscores and dashes; unique ignoring case
 * @param password 12 to 256 characters, not among the commonest
 */
public record SignUpRequest(String name, String password) {}
