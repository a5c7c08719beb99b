package io.cloudstore.gateway.template;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The Lambda authorizer of type TOKEN.
 *
 * @param function logical id of the function that judges
 * @param header the request header that holds the token
 * @param validation what the header's value must match in full for the function to be asked at all
 * @param cacheTtl how long a verdict on a token holds; zero: it is asked each time
 */
public record Authorizer(String function, String header, Pattern validation, Duration cacheTtl) {}
