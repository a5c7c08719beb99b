/**
 * What can go wrong, told the same way everywhere: a stable code, its HTTP status and its meaning (RFC 9457). Functions
 * refuse with a {@link io.cloudstore.protocol.problem.ProblemException}, clients throw the same one for the answer.
 */
@NullMarked
package io.cloudstore.protocol.problem;

import org.jspecify.annotations.NullMarked;
