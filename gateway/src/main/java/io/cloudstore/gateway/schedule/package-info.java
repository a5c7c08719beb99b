/**
 * What EventBridge does with the template's schedules: calls a function again and again. The first call comes at the
 * start, so that what an earlier run left behind is carried on at once. A schedule never overlaps itself; a tick that
 * falls into the work of the one before is left out. What a function throws is logged, and the next tick comes as ever.
 */
@NullMarked
package io.cloudstore.gateway.schedule;

import org.jspecify.annotations.NullMarked;
