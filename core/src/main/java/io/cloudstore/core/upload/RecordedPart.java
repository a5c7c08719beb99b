package io.cloudstore.core.upload;

import io.cloudstore.protocol.content.Sha256;

/**
 * A part as it was signed last; what the store holds counts only when it equals this.
 *
 * @param n part number, counted from 1
 * @param length bytes
 */
public record RecordedPart(int n, Sha256 sha256, long length) {}
