/**
 * Content that need not be sent: parts that the account holds already are copied inside the store. Nothing here tells
 * anybody what others hold.
 */
@NullMarked
package io.cloudstore.core.instant;

import org.jspecify.annotations.NullMarked;
