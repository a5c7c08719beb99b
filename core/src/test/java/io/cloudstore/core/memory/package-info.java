/**
 * All ports in memory, small enough to trust by reading: a database whose transactions roll back and whose lock order is
 * checked, jobs with leases and fences, two buckets that behave like S3 where it matters, presigned URLs that one can send
 * to, a queue, a clock that stands still until it is told to move. Nothing outlives the object that holds it; the same
 * seed gives the same run.
 */
@NullMarked
package io.cloudstore.core.memory;

import org.jspecify.annotations.NullMarked;
