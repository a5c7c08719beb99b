/**
 * Composition: what each function is wired from, lazily ({@code Wiring}, on one page), and the two shapes in which it is
 * hosted. A host in this process asks {@link io.cloudstore.functions.entry.Functions} by handler and environment. Lambda
 * makes one handler class a function, which Spring Cloud Function runs; this package is its only user, and the only
 * place that reads the process's environment.
 */
@NullMarked
package io.cloudstore.functions.entry;

import org.jspecify.annotations.NullMarked;
