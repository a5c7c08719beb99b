/**
 * Who asks: verifies <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html">Signature Version 4</a> of
 * headers, of presigned URLs and of bodies sent in signed chunks. Written here rather than taken from the SDK, so that
 * what signs and what verifies are two.
 *
 * <p>Every request passes {@link io.cloudstore.embedded.s3.sign.Authenticator} before anything is routed. An {@code
 * x-amz-} header outside the signature is refused, on presigned URLs above all: the holder of a PUT must not turn it
 * into a copy by adding {@code x-amz-copy-source}.
 */
@NullMarked
package io.cloudstore.embedded.s3.sign;

import org.jspecify.annotations.NullMarked;
