/**
 * Talks to the object store through presigned URLs: PUT of a range of a file, GET from an offset. Sends exactly the
 * headers that were signed, knows nothing of the service, decides nothing about retries; a transfer that stalls fails.
 */
@NullMarked
package io.cloudstore.client.store;

import org.jspecify.annotations.NullMarked;
