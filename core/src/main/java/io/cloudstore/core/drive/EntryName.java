package io.cloudstore.core.drive;

import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * The name of a file or folder: 1 to {@value #MOST_BYTES} bytes of UTF-8 in normal form C. Case matters.
 *
 * @param value never a path, never {@code .} or {@code ..}, without control and direction-changing characters
 */
public record EntryName(String value) {
    /** Most bytes of a name. */
    public static final int MOST_BYTES = 255;

    public EntryName {
        value = Normalizer.normalize(value, Normalizer.Form.NFC);
        String fault = faultOf(value);
        if (!fault.isEmpty()) {
            throw new ProblemException(ProblemCode.INVALID_NAME, fault);
        }
    }

    /**
     * The name to try next when this one is taken: a number before the extension, {@code name (2).ext}. The stem is
     * shortened, never cut inside a character, where the result would grow too long.
     *
     * @param n 2 or more
     */
    public EntryName numbered(int n) {
        int dot = value.lastIndexOf('.');
        boolean hasExtension = dot > 0 && value.length() - dot <= 16;
        String extension = hasExtension ? value.substring(dot) : "";
        String stem = hasExtension ? value.substring(0, dot) : value;
        String suffix = " (" + n + ")" + extension;
        while (bytes(stem + suffix) > MOST_BYTES) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return new EntryName(stem + suffix);
    }

    @Override
    public String toString() {
        return value;
    }

    private static String faultOf(String name) {
        if (name.codePoints().allMatch(EntryName::isInvisible)) {
            return "A name needs at least one visible character.";
        }
        if (bytes(name) > MOST_BYTES) {
            return "A name has at most " + MOST_BYTES + " bytes of UTF-8.";
        }
        if (name.equals(".") || name.equals("..") || name.contains("/") || name.contains("\\")) {
            return "A name is not a path: it holds no slash and is neither \".\" nor \"..\".";
        }
        if (name.codePoints().anyMatch(EntryName::isForbidden)) {
            return "A name holds no control characters and none that change the direction of text.";
        }
        return "";
    }

    /** Spaces of any width, and characters that only join or mark others. */
    private static boolean isInvisible(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
    }

    /** Control characters, lone surrogates, line separators, and the bidirectional controls that disguise extensions. */
    private static boolean isForbidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        };
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
