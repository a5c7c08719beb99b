package io.cloudstore.functions.s3;

import java.nio.charset.StandardCharsets;

/** The header that makes a browser save instead of show, under a name (RFC 6266; RFC 8187 for the encoded form). */
final class Attachment {
    /** What RFC 8187 lets stand in an encoded value beside letters and digits. */
    private static final String UNENCODED = "!#$&+-.^_`|~";

    private Attachment() {}

    /** The name twice: in ASCII for whoever knows no better, and exactly. */
    static String named(String name) {
        return "attachment; filename=\"" + ascii(name) + "\"; filename*=UTF-8''" + encoded(name);
    }

    /** Whatever is not printable ASCII, or means something within quotes or to browsers that decode there, becomes an underscore. */
    private static String ascii(String name) {
        return name.codePoints()
                .map(c -> c < ' ' || c > '~' || c == '"' || c == '\\' || c == '%' || c == '/' ? '_' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String encoded(String name) {
        var text = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (isLetterOrDigit(c) || UNENCODED.indexOf(c) >= 0) {
                text.append(c);
            } else {
                text.append('%').append("%02X".formatted((int) c));
            }
        }
        return text.toString();
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
