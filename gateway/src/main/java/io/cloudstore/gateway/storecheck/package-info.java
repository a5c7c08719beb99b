/**
 * Whether an S3-compatible store can be a staging and a long-term store: each rule that the upload protocol stands on is
 * tried with real requests, through the functions' own adapters and presigned URLs.
 *
 * <p>Permissions: those of the functions, and no others. Objects: random keys under {@code staging/}, and multipart uploads
 * under {@code blob/} that are never completed; all are removed at the end, whatever was found. Everything else in the buckets
 * is left alone, so that a store in use can be checked too. About 5 MiB are sent.
 */
@NullMarked
package io.cloudstore.gateway.storecheck;

import org.jspecify.annotations.NullMarked;
