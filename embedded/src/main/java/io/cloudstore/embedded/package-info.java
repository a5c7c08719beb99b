/**
 * The whole cloud on one machine, without AWS and without Docker: {@link io.cloudstore.embedded.EmbeddedCloud}.
 *
 * <p>The rooms: {@code folder} (what is kept, who owns it, which processes run), and an engine each in {@code mysql},
 * {@code redis}, {@code s3} and {@code sqs}. This room puts them together as {@code template.yaml} says: queues, buckets,
 * identities, schema, and the gateway in front. Everything listens on 127.0.0.1 only.
 */
@NullMarked
package io.cloudstore.embedded;

import org.jspecify.annotations.NullMarked;
