/**
 * The Java client library. Begin at {@link io.cloudstore.client.CloudstoreClient}; the rooms below it are the account,
 * the drive, uploading, downloading, and what they stand on: calls of the service and requests to the object store.
 */
@NullMarked
package io.cloudstore.client;

import org.jspecify.annotations.NullMarked;
