package io.cloudstore.gateway.template;

/**
 * One method of one path.
 *
 * @param method in capitals
 * @param path with its variables in braces, for example {@code /v1/uploads/{id}/parts}
 * @param function logical id of the function that answers
 * @param open true when no token is asked for
 */
public record Route(String method, String path, String function, boolean open) {}
