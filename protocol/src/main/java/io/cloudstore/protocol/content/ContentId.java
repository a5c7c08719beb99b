package io.cloudstore.protocol.content;

import java.security.MessageDigest;
import java.util.List;

/**
 * The identity of content, as S3 itself computes and verifies it: for one PUT the SHA-256 of the bytes; for a multipart
 * upload the SHA-256 over the concatenated digests of its parts, S3's composite checksum, with the number of parts
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html). Written
 * {@code <hex>} or {@code <hex>-<parts>}. Together with the size and {@link PartPlan#SCHEME} it names the bytes.
 *
 * @param digest the digest of the bytes, or of the digests
 * @param parts number of parts, 1 to {@value PartPlan#MOST_PARTS}
 */
public record ContentId(Sha256 digest, int parts) {
    /** Most characters a written content id has: 64 digits, a dash, 5 digits. */
    public static final int LONGEST = 70;

    public ContentId {
        if (parts < 1 || parts > PartPlan.MOST_PARTS) {
            throw new IllegalArgumentException("content has 1 to " + PartPlan.MOST_PARTS + " parts, not " + parts);
        }
    }

    /**
     * The id of content whose parts, in order, have these digests.
     *
     * @throws IllegalArgumentException if there are none or too many
     */
    public static ContentId ofParts(List<Sha256> digests) {
        if (digests.size() == 1) {
            return new ContentId(digests.getFirst(), 1);
        }
        MessageDigest composite = Sha256.newDigest();
        digests.forEach(digest -> composite.update(digest.bytes()));
        return new ContentId(Sha256.of(composite.digest()), digests.size());
    }

    /**
     * The id written as {@code text}.
     *
     * @throws IllegalArgumentException unless it is 64 lower-case hexadecimal digits, followed for more than one part
     *     by a dash and their number without leading zeros
     */
    public static ContentId parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 0) {
            return new ContentId(Sha256.parse(text), 1);
        }
        String count = text.substring(dash + 1);
        if (!count.matches("[1-9][0-9]{0,4}") || count.equals("1")) {
            throw new IllegalArgumentException("a content id ends with its number of parts, 2 to 10000");
        }
        return new ContentId(Sha256.parse(text.substring(0, dash)), Integer.parseInt(count));
    }

    /**
     * The id that S3's checksum header names: base64 of the digest, with {@code -<parts>} for a composite one.
     *
     * @throws IllegalArgumentException if it is not such a value
     */
    public static ContentId parseChecksum(String checksum) {
        int dash = checksum.indexOf('-');
        return dash < 0
                ? new ContentId(Sha256.parseBase64(checksum), 1)
                : new ContentId(
                        Sha256.parseBase64(checksum.substring(0, dash)),
                        Integer.parseInt(checksum.substring(dash + 1)));
    }

    /** As S3 reports it: base64 of the digest, with {@code -<parts>} for more than one part. */
    public String checksum() {
        return parts == 1 ? digest.base64() : digest.base64() + "-" + parts;
    }

    @Override
    public String toString() {
        return parts == 1 ? digest.toString() : digest + "-" + parts;
    }
}
