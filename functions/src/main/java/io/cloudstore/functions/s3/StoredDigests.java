package io.cloudstore.functions.s3;

import io.cloudstore.core.sweep.DigestRange;
import io.cloudstore.protocol.content.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Bytes of the long-term bucket once more, whatever the store says of them. */
final class StoredDigests implements DigestRange {
    /** Why a range can't be read: there is no object, or it ends before the range begins. */
    private static final Set<String> NOT_THERE = Set.of(Answers.NO_SUCH_KEY, "InvalidRange");

    private static final int BUFFER = 64 << 10;

    private final Bucket longTerm;

    StoredDigests(Bucket longTerm) {
        this.longTerm = longTerm;
    }

    @Override
    public Optional<Sha256> digest(UUID longTermKey, long offset, long length) {
        if (length == 0) {
            return Optional.of(Sha256.digestOf(new byte[0]));
        }
        return longTerm.read(
                ObjectKeys.longTerm(longTermKey),
                offset,
                length,
                NOT_THERE,
                longTerm.patient(),
                bytes -> digest(bytes, length));
    }

    private static Sha256 digest(InputStream bytes, long length) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        byte[] buffer = new byte[BUFFER];
        long left = length;
        while (left > 0) {
            int read = bytes.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException(left + " of " + length + " bytes are missing");
            }
            digest.update(buffer, 0, read);
            left -= read;
        }
        return Sha256.of(digest.digest());
    }
}
