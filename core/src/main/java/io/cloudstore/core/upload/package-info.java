/**
 * From the first request to a visible file: open, sign, held parts, merge, abort. The recorded digests are the authority
 * for what a part is; the store is the authority for what it holds.
 */
@NullMarked
package io.cloudstore.core.upload;

import org.jspecify.annotations.NullMarked;
