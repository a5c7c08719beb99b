package io.cloudstore.embedded.s3.checksum;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** The algorithms that S3 verifies; names, headers and XML elements derive from the constant's name. */
public enum ChecksumAlgorithm {
    CRC32(4),
    CRC32C(4),
    CRC64NVME(8),
    SHA1(20),
    SHA256(32);

    private final int bytes;

    ChecksumAlgorithm(int bytes) {
        this.bytes = bytes;
    }

    /** The algorithm of that name in any case; empty for a name that S3 doesn't know. */
    public static Optional<ChecksumAlgorithm> named(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** For example {@code x-amz-checksum-sha256}. */
    public String header() {
        return "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
    }

    /** For example {@code ChecksumSHA256}. */
    public String element() {
        return "Checksum" + name();
    }

    /** Length of the value in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Whether checksums of parts can be composed: all but CRC64NVME, which exists for whole objects only. */
    public boolean composable() {
        return this != CRC64NVME;
    }

    /** A fresh computation. */
    public RunningChecksum start() {
        return switch (this) {
            case CRC32 -> crc(new CRC32());
            case CRC32C -> crc(new CRC32C());
            case CRC64NVME -> new Crc64Nvme();
            case SHA1 -> digest("SHA-1");
            case SHA256 -> digest("SHA-256");
        };
    }

    private static RunningChecksum digest(String name) {
        MessageDigest digest = Digests.of(name);
        return new RunningChecksum() {
            @Override
            public void update(byte[] buffer, int offset, int length) {
                digest.update(buffer, offset, length);
            }

            @Override
            public byte[] value() {
                return digest.digest();
            }
        };
    }

    private static RunningChecksum crc(Checksum crc) {
        return new RunningChecksum() {
            @Override
            public void update(byte[] buffer, int offset, int length) {
                crc.update(buffer, offset, length);
            }

            @Override
            public byte[] value() {
                long value = crc.getValue();
                return new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
            }
        };
    }
}
