/**
 * ObjectCreated events into queues, at least once, in the JSON of <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">S3's event
 * message</a>.
 *
 * <p>Owns {@code outbox/} (one file an event that no queue has accepted yet) and {@code notifications/} (one empty file
 * a configured notification, written once its {@code s3:TestEvent} is in the outbox) of the data folder. An event is
 * noted before its object is visible and forgotten after the queue took it: a kill in between sends it again at the
 * next start, and an object that never became visible is never announced.
 */
@NullMarked
package io.cloudstore.embedded.s3.event;

import org.jspecify.annotations.NullMarked;
