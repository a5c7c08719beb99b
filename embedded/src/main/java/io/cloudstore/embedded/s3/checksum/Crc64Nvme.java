package io.cloudstore.embedded.s3.checksum;

import java.nio.ByteBuffer;

/** CRC-64/NVME: reflected, polynomial 0xAD93D23594C93659, all ones before and after; eight bytes a step. */
final class Crc64Nvme implements RunningChecksum {
    private static final long REFLECTED_POLYNOMIAL = 0x9A6C9329AC4BC9B5L;
    private static final long[][] TABLES = tables();

    private long crc = -1L;

    private static long[][] tables() {
        long[][] tables = new long[8][256];
        for (int n = 0; n < 256; n++) {
            long crc = n;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ REFLECTED_POLYNOMIAL;
            }
            tables[0][n] = crc;
        }
        for (int n = 0; n < 256; n++) {
            for (int k = 1; k < 8; k++) {
                long previous = tables[k - 1][n];
                tables[k][n] = tables[0][(int) (previous & 0xFF)] ^ (previous >>> 8);
            }
        }
        return tables;
    }

    @Override
    public void update(byte[] buffer, int offset, int length) {
        long c = crc;
        int at = offset;
        int end = offset + length;
        for (; end - at >= 8; at += 8) {
            for (int k = 0; k < 8; k++) {
                c ^= (buffer[at + k] & 0xFFL) << (8 * k);
            }
            long next = 0;
            for (int k = 0; k < 8; k++) {
                next ^= TABLES[7 - k][(int) (c >>> (8 * k)) & 0xFF];
            }
            c = next;
        }
        for (; at < end; at++) {
            c = TABLES[0][(int) ((c ^ buffer[at]) & 0xFF)] ^ (c >>> 8);
        }
        crc = c;
    }

    @Override
    public byte[] value() {
        return ByteBuffer.allocate(8).putLong(~crc).array();
    }
}
