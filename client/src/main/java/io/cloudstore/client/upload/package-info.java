/**
 * Uploading: one thread hashes the source ahead, the caller's thread has parts signed in growing batches, senders PUT
 * them in parallel, all at once, over one board. No part is held in memory: it is read from the file when it is hashed
 * and again when it is sent, and the store refuses it if the two readings differ. An upload that ends early stays open
 * at the service; the same source put to the same place again sends only what the store doesn't hold.
 */
@NullMarked
package io.cloudstore.client.upload;

import org.jspecify.annotations.NullMarked;
