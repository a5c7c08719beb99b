package io.cloudstore.embedded.folder;

import java.security.SecureRandom;

/** A key pair for the S3 engine. */
public record AccessKey(String id, String secret) {
    private static final String ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String SECRET_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** A new pair of AWS's lengths: 20 characters and 40 (238 bits). */
    static AccessKey madeUp(SecureRandom random) {
        return new AccessKey("CS" + letters(random, ID_LETTERS, 18), letters(random, SECRET_LETTERS, 40));
    }

    static String letters(SecureRandom random, String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    static AccessKey parse(String text) {
        int colon = text.indexOf(':');
        return new AccessKey(text.substring(0, colon), text.substring(colon + 1));
    }

    /** {@code id:secret}, as the functions read it. */
    String text() {
        return id + ":" + secret;
    }

    /** Without the secret, so that no log shows it. */
    @Override
    public String toString() {
        return "AccessKey[" + id + "]";
    }
}
