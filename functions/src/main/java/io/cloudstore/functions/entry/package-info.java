/**
 * Composition: what each function is wired from, lazily, and the shape in which a host sees the functions.
 * The only user of Spring Cloud Function.
 */
@NullMarked
package io.cloudstore.functions.entry;

import org.jspecify.annotations.NullMarked;
