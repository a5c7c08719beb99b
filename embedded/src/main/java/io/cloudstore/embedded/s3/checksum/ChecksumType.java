package io.cloudstore.embedded.s3.checksum;

/** What a checksum is taken over: all bytes of the object, or the concatenated checksums of its parts. */
public enum ChecksumType {
    FULL_OBJECT,
    COMPOSITE
}
