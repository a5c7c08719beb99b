package io.cloudstore.functions.s3;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Media types, as clients name them and as we let them pass. */
final class ContentTypes {
    /** The type of bytes of which nothing is known. */
    static final String BYTES = "application/octet-stream";

    private static final int MOST_CHARACTERS = 255;
    /** A type and subtype, with parameters, in printable ASCII (RFC 9110, section 8.3.1). */
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+( *;[ -~]*)?");
    /** Types that a browser shows or plays without running anything: no HTML, SVG, XML or PDF among them. */
    private static final Set<String> HARMLESS = Set.of(
            "text/plain",
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "image/avif",
            "audio/mpeg",
            "audio/ogg",
            "audio/wav",
            "audio/flac",
            "video/mp4",
            "video/webm",
            "application/zip",
            "application/gzip");

    private ContentTypes() {}

    /** The type as it can stand in a header; {@link #BYTES} if it can't. */
    static String sendable(String type) {
        return type.length() <= MOST_CHARACTERS && MEDIA_TYPE.matcher(type).matches() ? type : BYTES;
    }

    /** The type, without its parameters, to answer a download with; {@link #BYTES} unless it is harmless. */
    static String servable(String type) {
        int semicolon = type.indexOf(';');
        String bare =
                (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
        return HARMLESS.contains(bare) ? bare : BYTES;
    }
}
