/**
 * The embedded S3: buckets in a folder, spoken to by the AWS SDK and by presigned URLs as S3 itself would be; and at the
 * same address as much of STS as signers with roles need.
 *
 * <p>{@link io.cloudstore.embedded.s3.S3Engine} is the door; the rooms behind it are {@code http} (operations and
 * routes), {@code sign} (who asks: Signature Version 4), {@code access} (may they), {@code store} (bytes on disk),
 * {@code checksum}, {@code event} (ObjectCreated into queues) and {@code wire} (what S3 says: errors, XML, ranges).
 *
 * <p>Owns the data folder it is given, alone: the owner locks it. Promises: a request has happened wholly or not at all,
 * also when the process is killed at any instant; an event of a stored object is sent at least once.
 *
 * <p>Expected values are those of the <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/">S3 API reference</a>.
 * What isn't here is answered with 501 {@code NotImplemented}, never ignored: versions, tags, policies, lifecycle rules
 * and ACLs among it.
 */
@NullMarked
package io.cloudstore.embedded.s3;

import org.jspecify.annotations.NullMarked;
