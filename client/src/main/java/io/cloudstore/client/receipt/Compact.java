package io.cloudstore.client.receipt;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A JWS in its compact form (RFC 7515, section 7.1), cut into its parts; one receipt has one spelling. */
record Compact(byte[] header, byte[] payload, byte[] signature, String signed) {
    /** Longer ones are refused before anything of them is parsed. */
    private static final int MOST_CHARACTERS = 4096;

    static Compact parse(String text) throws ReceiptRefusedException {
        List<String> parts = text.length() > MOST_CHARACTERS ? List.of() : List.of(text.split("\\.", -1));
        if (parts.size() == 3) {
            Optional<byte[]> header = decode(parts.get(0));
            Optional<byte[]> payload = decode(parts.get(1));
            Optional<byte[]> signature = decode(parts.get(2));
            if (header.isPresent() && payload.isPresent() && signature.isPresent()) {
                return new Compact(header.get(), payload.get(), signature.get(), parts.get(0) + "." + parts.get(1));
            }
        }
        throw new ReceiptRefusedException("it is no receipt");
    }

    /** Base64url as RFC 7515 writes it, without padding, stray bits, characters or blanks. */
    static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)
                    ? Optional.of(bytes)
                    : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
