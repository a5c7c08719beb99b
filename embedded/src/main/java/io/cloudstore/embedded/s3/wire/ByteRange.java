package io.cloudstore.embedded.s3.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes {@code first} to {@code last}, both included, of something of a known size.
 *
 * <p>An empty object has no range; {@link #whole} of it has length 0.
 */
public record ByteRange(long first, long last) {
    private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    public static ByteRange whole(long size) {
        return new ByteRange(0, size - 1);
    }

    public long length() {
        return last - first + 1;
    }

    /**
     * The range that a Range header asks for, cut to the size: {@code bytes=a-b}, {@code bytes=a-} or the suffix {@code
     * bytes=-n}. Empty when the header is malformed or names several ranges, which S3 answers with the whole object.
     * Fails with InvalidRange when no byte of it exists (RFC 9110, section 14.1.2).
     */
    public static Optional<ByteRange> requested(String header, long size) {
        Matcher form = FORM.matcher(header.strip());
        if (!form.matches() || header.strip().equals("bytes=-")) {
            return Optional.empty();
        }
        if (form.group(1).isEmpty()) {
            long count = Long.parseLong(form.group(2));
            return Optional.of(satisfiable(header, Math.max(0, size - count), size - 1, size));
        }
        long first = Long.parseLong(form.group(1));
        long last = form.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(form.group(2));
        return last < first
                ? Optional.empty()
                : Optional.of(satisfiable(header, first, Math.min(last, size - 1), size));
    }

    private static ByteRange satisfiable(String header, long first, long last, long size) {
        if (first > last) {
            throw new S3Failure(S3Error.INVALID_RANGE)
                    .with("RangeRequested", header)
                    .with("ActualObjectSize", size);
        }
        return new ByteRange(first, last);
    }

    /** The range of an {@code x-amz-copy-source-range}, which must be {@code bytes=a-b} and lie within the source. */
    public static ByteRange ofCopySource(String header, long size) {
        Matcher form = FORM.matcher(header.strip());
        if (!form.matches() || form.group(1).isEmpty() || form.group(2).isEmpty()) {
            throw new S3Failure(
                    S3Error.INVALID_ARGUMENT,
                    "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are"
                            + " the zero-based offsets of the first and last bytes to copy");
        }
        ByteRange range = new ByteRange(Long.parseLong(form.group(1)), Long.parseLong(form.group(2)));
        if (range.first > range.last || range.last >= size) {
            throw new S3Failure(
                    S3Error.INVALID_ARGUMENT, "Range specified is not valid for source object of size: " + size);
        }
        return range;
    }
}
