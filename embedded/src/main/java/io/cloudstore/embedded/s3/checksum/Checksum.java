package io.cloudstore.embedded.s3.checksum;

import java.util.Base64;
import java.util.List;

/**
 * A checksum of stored bytes.
 *
 * @param value base64 as in S3's headers; a composite one ends with a dash and the number of parts
 */
public record Checksum(ChecksumAlgorithm algorithm, String value, ChecksumType type) {

    /** The checksum of all bytes of one object or part. */
    public static Checksum fullObject(ChecksumAlgorithm algorithm, byte[] value) {
        return new Checksum(algorithm, Base64.getEncoder().encodeToString(value), ChecksumType.FULL_OBJECT);
    }

    /** The checksum over the parts' checksums, in the order given: {@code base64(H(concatenation))-N}. */
    public static Checksum composite(ChecksumAlgorithm algorithm, List<Checksum> parts) {
        RunningChecksum running = algorithm.start();
        for (Checksum part : parts) {
            byte[] value = Base64.getDecoder().decode(part.value());
            running.update(value, 0, value.length);
        }
        String value = Base64.getEncoder().encodeToString(running.value()) + "-" + parts.size();
        return new Checksum(algorithm, value, ChecksumType.COMPOSITE);
    }
}
