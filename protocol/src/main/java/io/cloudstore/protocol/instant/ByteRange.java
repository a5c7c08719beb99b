package io.cloudstore.protocol.instant;

/**
 * A range of content that a challenge asks about.
 *
 * @param offset bytes before it
 * @param length its bytes, 1 or more; 0 only for the one range of empty content
 */
public record ByteRange(long offset, int length) {
    public ByteRange {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("no range of bytes: " + offset + ", " + length);
        }
    }
}
