/**
 * Calls of the service: JSON over HTTP with the session's access token, which is refreshed when it is refused, and
 * retries where they are safe. A refusal is thrown as the {@link io.cloudstore.protocol.problem.ProblemException} that
 * the service answered; a service that doesn't answer as {@link io.cloudstore.client.call.UnreachableException}.
 */
@NullMarked
package io.cloudstore.client.call;

import org.jspecify.annotations.NullMarked;
