/**
 * From a queue's batch to use cases, and from their outcome to the partial batch response. A message is only a wake-up:
 * a live lease or nothing to do is acknowledged, only a failure is returned, and returned for its own record alone. A
 * schedule's beat comes as a batch without records.
 */
@NullMarked
package io.cloudstore.functions.queue;

import org.jspecify.annotations.NullMarked;
