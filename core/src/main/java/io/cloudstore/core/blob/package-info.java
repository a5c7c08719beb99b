/**
 * Stored content: what it is, where it is (staged, copying, stored) and whether it lives. A blob's identity is the content
 * id that the store attested; references to it are derived from file versions, never counted.
 */
@NullMarked
package io.cloudstore.core.blob;

import org.jspecify.annotations.NullMarked;
