package io.cloudstore.functions.s3;

import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.Sha256;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumType;

/** What the store's checksums attest. */
final class Checksums {
    private Checksums() {}

    /**
     * The content id that an object's checksum attests.
     *
     * @param sha256 base64, with {@code -<parts>} when composite; none if the object has no SHA-256
     * @param type as the store names it; none from a store that names none
     * @return none without SHA-256, when value and type contradict each other, and for a multipart object of one part,
     *     whose composite is the digest of a digest and identifies no content of ours
     */
    static Optional<ContentId> attested(@Nullable String sha256, @Nullable ChecksumType type) {
        if (sha256 == null) {
            return Optional.empty();
        }
        boolean composite = sha256.indexOf('-') >= 0;
        if ((composite && type == ChecksumType.FULL_OBJECT) || (!composite && type == ChecksumType.COMPOSITE)) {
            return Optional.empty();
        }
        return parse(sha256).filter(id -> !composite || id.parts() > 1);
    }

    /** The digest of a part; none if the store has no SHA-256 of it. */
    static Optional<Sha256> ofPart(@Nullable String sha256) {
        return Optional.ofNullable(sha256)
                .flatMap(Checksums::parse)
                .filter(id -> id.parts() == 1)
                .map(ContentId::digest);
    }

    private static Optional<ContentId> parse(String sha256) {
        try {
            return Optional.of(ContentId.parseChecksum(sha256));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
