/**
 * From the staging bucket to long-term storage, part by part inside the store, every digest compared. Woken by events and
 * messages; every step may run twice.
 */
@NullMarked
package io.cloudstore.core.transfer;

import org.jspecify.annotations.NullMarked;
