/**
 * The object store, spoken to over the S3 API: what merging asks of the staging bucket, what the transfer asks of the
 * long-term bucket, what cleaning removes, copies of what is stored already, what proofs of possession and the scrub read,
 * what walks over buckets list, and presigned URLs.
 *
 * <p>Owns the objects {@code staging/<32 hex>} of the staging bucket and {@code blob/<32 hex>} of the long-term bucket,
 * and the multipart uploads under these keys; no other key is ever named. The 32 digits are the 128 random bits of the
 * key's UUID. An object in staging lives until it is cleaned, one in long-term storage until its blob's row goes; the
 * buckets' lifecycle rules abort multipart uploads after 30 days.
 *
 * <p>Permissions, each identity with no more than its own:
 * <ul>
 *   <li>staging store and cleaning: {@code s3:PutObject}, {@code s3:GetObject} (HEAD), {@code s3:DeleteObject}, {@code
 *       s3:ListMultipartUploadParts}, {@code s3:AbortMultipartUpload} on {@code staging/*}; {@code s3:ListBucket} (without
 *       it HEAD of an absent key answers 403, and 404 could not be told from it) and {@code
 *       s3:ListBucketMultipartUploads} on the bucket
 *   <li>long-term store: {@code s3:GetObject} on {@code staging/*}; {@code s3:PutObject}, {@code s3:GetObject}, {@code
 *       s3:ListMultipartUploadParts}, {@code s3:AbortMultipartUpload} on {@code blob/*}; {@code s3:ListBucket} on both
 *   <li>copies of stored content into uploads: {@code s3:GetObject} on {@code staging/*} and {@code blob/*}, {@code
 *       s3:PutObject} on {@code staging/*}; {@code s3:ListBucket} on both
 *   <li>reading ranges: {@code s3:GetObject} on {@code staging/*} and {@code blob/*}, {@code s3:ListBucket} on both
 *   <li>cleaning of the long-term bucket: {@code s3:DeleteObject}, {@code s3:ListMultipartUploadParts}, {@code
 *       s3:AbortMultipartUpload} on {@code blob/*}, {@code s3:ListBucketMultipartUploads} on the bucket
 *   <li>walking over buckets: {@code s3:ListBucket} and {@code s3:ListBucketMultipartUploads} on both; reading stored bytes
 *       again: {@code s3:GetObject} on {@code blob/*}
 *   <li>upload signer: {@code s3:PutObject} on {@code staging/*}, nothing else: a presigned PUT must not become a copy
 *       (CVE-2026-97731)
 *   <li>download signer: {@code s3:GetObject} on {@code staging/*} and {@code blob/*}, nothing else
 *   <li>{@code sts:AssumeRole} on the signers' roles for the function that signs
 * </ul>
 *
 * <p>Under retry: every call may be repeated. Completing twice answers {@code NO_SUCH_UPLOAD} the second time although the
 * object is there: HEAD decides. A 200 with an error in its body is a failure. Copying a part again replaces it by the
 * same bytes. Cleaning what is clean does nothing. Presigned URLs may be used any number of times until they end, but a
 * whole object is stored once ({@code If-None-Match: *}). What the store refuses for a reason of its own, or does not
 * answer in time, is {@link io.cloudstore.core.work.StoreFailed}.
 */
@NullMarked
package io.cloudstore.functions.s3;

import org.jspecify.annotations.NullMarked;
