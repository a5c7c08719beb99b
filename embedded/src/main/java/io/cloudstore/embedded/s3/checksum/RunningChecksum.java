package io.cloudstore.embedded.s3.checksum;

/** A checksum in the making, fed as the bytes pass. */
public interface RunningChecksum {
    void update(byte[] buffer, int offset, int length);

    /** The value, most significant byte first; ends the computation. */
    byte[] value();
}
