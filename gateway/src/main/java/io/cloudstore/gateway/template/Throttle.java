package io.cloudstore.gateway.template;

/**
 * A token bucket over all requests.
 *
 * @param ratePerSecond tokens that come back each second
 * @param burst tokens that the bucket holds
 */
public record Throttle(double ratePerSecond, int burst) {}
