/**
 * What time brings: expiry, healing of lost events and messages, cleaning of staging keys, the rest of a purge, and the
 * way of content that nothing refers to out of the store.
 */
@NullMarked
package io.cloudstore.core.sweep;

import org.jspecify.annotations.NullMarked;
