package io.cloudstore.protocol.wire;

import java.time.Instant;

/**
 * What an integrity receipt states, the payload of its JWS: that the bytes of this content id and size are in long-term
 * storage, as the store itself attested them, and since when.
 *
 * @param iss {@value #ISSUER}
 * @param iat when the receipt was signed, seconds since 1970
 * @param fileId the file
 * @param version number of the file's version, counted from 1
 * @param size bytes
 * @param partSize bytes of every part but the last: what the content id is computed by
 * @param contentId the content id that the store attested
 * @param verifiedAt when that was seen in long-term storage, by the database's clock
 */
public record ReceiptClaims(
        String iss,
        long iat,
        String fileId,
        int version,
        long size,
        long partSize,
        String contentId,
        Instant verifiedAt) {
    /** The issuer of every receipt; whose it is, its key says. */
    public static final String ISSUER = "cloudstore";
    /** The explicit type in a receipt's header (RFC 8725, section 3.11), so that it is taken for nothing else. */
    public static final String TYPE = "cloudstore-receipt+jwt";
    /** The one algorithm, whatever a receipt says of itself (RFC 8725, section 3.1). */
    public static final String ALGORITHM = "ES256";
}
