/**
 * The HTTP side: routes requests to operations and writes their answers.
 *
 * <p>A request goes {@link io.cloudstore.embedded.s3.http.HttpFrontDoor} → {@link
 * io.cloudstore.embedded.s3.http.Service} (CORS, signature, route, errors) → one of the {@code …Operations}. Bodies pass
 * in pieces and are never held in memory, but for the XML documents of DeleteObjects and CompleteMultipartUpload, which
 * have a limit.
 *
 * <p>Each operation checks the caller's permission first, so that nobody learns what he may not ask.
 */
@NullMarked
package io.cloudstore.embedded.s3.http;

import org.jspecify.annotations.NullMarked;
