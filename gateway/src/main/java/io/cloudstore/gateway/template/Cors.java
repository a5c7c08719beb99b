package io.cloudstore.gateway.template;

/**
 * The answer to a preflight request, header by header.
 *
 * @param allowOrigin value of Access-Control-Allow-Origin
 * @param allowMethods value of Access-Control-Allow-Methods
 * @param allowHeaders value of Access-Control-Allow-Headers
 * @param maxAge value of Access-Control-Max-Age, seconds
 */
public record Cors(String allowOrigin, String allowMethods, String allowHeaders, String maxAge) {}
