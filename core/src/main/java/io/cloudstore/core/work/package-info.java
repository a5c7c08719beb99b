/**
 * How work survives: the transaction that use cases share, jobs with their leases and fences, wake-ups, ids drawn from
 * outside, the time of an invocation, and the alarm. Ports and their values, and how a failed job waits; every feature may
 * use this room, it uses none.
 */
@NullMarked
package io.cloudstore.core.work;

import org.jspecify.annotations.NullMarked;
