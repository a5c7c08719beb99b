/**
 * Integrity receipts: signed statements of what was verified in long-term storage and when, which anybody who has the
 * public keys can hold against bytes, without asking us.
 */
@NullMarked
package io.cloudstore.core.receipt;

import org.jspecify.annotations.NullMarked;
