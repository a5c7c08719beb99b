/**
 * Whose certificates a TLS server may show: the authorities that Java knows, and those of an installation.
 *
 * <p>Permissions: none; certificates come in as text. Owns nothing. Thread-safe.
 */
@NullMarked
package io.cloudstore.functions.trust;

import org.jspecify.annotations.NullMarked;
