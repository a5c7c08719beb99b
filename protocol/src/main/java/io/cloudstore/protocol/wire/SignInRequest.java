package io.cloudstore.protocol.wire;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/sessions}.
 *
 * @param device what the person calls this device, at most 128 characters
 */
public record SignInRequest(
        String name, String password, @Nullable String device) {}
