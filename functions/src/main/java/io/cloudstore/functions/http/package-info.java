/**
 * From an API Gateway event to a command, from a result to a response: the only place that knows HTTP. Each function has
 * one class with its routes; {@link io.cloudstore.functions.http.HttpFunction} does what all of them need: the caller
 * admitted, every refusal turned into a problem document (RFC 9457), one log line a call, never a token, URL or name in it.
 */
@NullMarked
package io.cloudstore.functions.http;

import org.jspecify.annotations.NullMarked;
