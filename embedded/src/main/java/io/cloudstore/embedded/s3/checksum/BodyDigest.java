package io.cloudstore.embedded.s3.checksum;

import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** Everything that is computed of a body while it passes: its length, MD5 and the checksums asked for. */
public final class BodyDigest {
    private final MessageDigest md5 = Digests.md5();
    private final Map<ChecksumAlgorithm, RunningChecksum> running = new EnumMap<>(ChecksumAlgorithm.class);
    private long length;

    public BodyDigest(Set<ChecksumAlgorithm> algorithms) {
        algorithms.forEach(algorithm -> running.put(algorithm, algorithm.start()));
    }

    public void update(byte[] buffer, int offset, int count) {
        md5.update(buffer, offset, count);
        running.values().forEach(checksum -> checksum.update(buffer, offset, count));
        length += count;
    }

    /** Ends the computation. */
    public Result finish() {
        Map<ChecksumAlgorithm, byte[]> values = new EnumMap<>(ChecksumAlgorithm.class);
        running.forEach((algorithm, checksum) -> values.put(algorithm, checksum.value()));
        return new Result(length, HexFormat.of().formatHex(md5.digest()), Map.copyOf(values));
    }

    /**
     * What a body turned out to be.
     *
     * @param md5 in lower-case hex
     * @param checksums of every algorithm asked for
     */
    public record Result(long length, String md5, Map<ChecksumAlgorithm, byte[]> checksums) {}
}
