/**
 * Seeded schedules: people, events out of order, lost and repeated, processes that sleep, fail and die at any call, time
 * that passes. The same seed gives the same schedule.
 */
@NullMarked
package io.cloudstore.core.simulation;

import org.jspecify.annotations.NullMarked;
