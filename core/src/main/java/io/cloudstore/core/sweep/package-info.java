/**
 * What time brings: expiry, healing of lost events and messages, cleaning of staging keys.
 */
@NullMarked
package io.cloudstore.core.sweep;

import org.jspecify.annotations.NullMarked;
