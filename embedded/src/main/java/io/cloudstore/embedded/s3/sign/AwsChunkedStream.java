package io.cloudstore.embedded.s3.sign;

import io.cloudstore.embedded.s3.checksum.Digests;
import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The data inside an {@code aws-chunked} body. A chunk's bytes are given out before its signature is known, which stands
 * in its head but covers all of it: nothing may be kept until the stream has ended without a failure.
 */
public final class AwsChunkedStream extends InputStream {
    private static final int LONGEST_LINE = 8 * 1024;

    private final InputStream raw;
    private final Payload.Chunked form;
    private final Map<String, String> trailers = new LinkedHashMap<>();
    private final MessageDigest chunkDigest = Digests.sha256();
    private String chunkSignature = "";
    private long left;
    private boolean inChunk;
    private boolean ended;

    public AwsChunkedStream(InputStream raw, Payload.Chunked form) {
        this.raw = new BufferedInputStream(raw, 64 * 1024);
        this.form = form;
    }

    /** The headers that followed the data, by lower-case name; complete once the stream has ended. */
    public Map<String, String> trailers() {
        return trailers;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended && left == 0) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int count = raw.read(buffer, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new S3Failure(S3Error.INCOMPLETE_BODY);
        }
        if (form.signer().isPresent()) {
            chunkDigest.update(buffer, offset, count);
        }
        left -= count;
        return count;
    }

    private void nextChunk() throws IOException {
        if (inChunk) {
            requireLine("");
            verifyChunk();
        }
        String line = readLine();
        int semicolon = line.indexOf(';');
        left = size(semicolon < 0 ? line : line.substring(0, semicolon));
        chunkSignature = line.substring(line.indexOf('=') + 1);
        inChunk = true;
        if (left == 0) {
            verifyChunk();
            readTrailers();
            ended = true;
        }
    }

    private void verifyChunk() {
        form.signer().ifPresent(signer -> {
            String sha256 = HexFormat.of().formatHex(chunkDigest.digest());
            if (!Authenticator.same(signer.ofChunk(sha256), chunkSignature)) {
                throw new S3Failure(S3Error.SIGNATURE_MISMATCH);
            }
        });
    }

    private void readTrailers() throws IOException {
        if (!form.trailers()) {
            requireLine("");
            return;
        }
        StringBuilder signed = new StringBuilder();
        String signature = "";
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            if (colon < 0 || trailers.size() > 16) {
                throw new S3Failure(S3Error.MALFORMED_TRAILER);
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).strip();
            if (name.equals("x-amz-trailer-signature")) {
                signature = value;
            } else {
                trailers.put(name, value);
                signed.append(name).append(':').append(value).append('\n');
            }
        }
        if (form.signer().isPresent()
                && !Authenticator.same(form.signer().get().ofTrailer(signed.toString()), signature)) {
            throw new S3Failure(S3Error.SIGNATURE_MISMATCH);
        }
    }

    private static long size(String hex) {
        if (!hex.matches("[0-9a-fA-F]{1,15}")) {
            throw new S3Failure(S3Error.INCOMPLETE_BODY);
        }
        return Long.parseLong(hex, 16);
    }

    private void requireLine(String expected) throws IOException {
        if (!readLine().equals(expected)) {
            throw new S3Failure(S3Error.INCOMPLETE_BODY);
        }
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = raw.read(); c != '\n'; c = raw.read()) {
            if (c < 0 || line.length() > LONGEST_LINE) {
                throw new S3Failure(S3Error.INCOMPLETE_BODY);
            }
            line.append((char) c);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }
}
