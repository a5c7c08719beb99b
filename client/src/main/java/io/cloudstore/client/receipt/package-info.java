/**
 * Integrity receipts: getting them, and checking a local file against one without asking anybody. A receipt is believed by
 * the rules of RFC 8725: the algorithm and the type are ours to choose, not the receipt's, and its {@code kid} only selects
 * among keys that the caller trusts.
 */
@NullMarked
package io.cloudstore.client.receipt;

import org.jspecify.annotations.NullMarked;
