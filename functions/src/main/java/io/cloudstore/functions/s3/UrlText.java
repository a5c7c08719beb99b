package io.cloudstore.functions.s3;

import java.nio.charset.StandardCharsets;

/** Text as it stands in a URL's query: unreserved characters (RFC 3986, section 2.3) as they are, all others as bytes. */
final class UrlText {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private UrlText() {}

    static String encoded(String text) {
        var url = new StringBuilder(text.length() + 16);
        append(url, text);
        return url.toString();
    }

    static void append(StringBuilder url, String text) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (isUnreserved(c)) {
                url.append(c);
            } else {
                url.append('%').append(HEX[c >> 4]).append(HEX[c & 0xF]);
            }
        }
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
