package io.cloudstore.embedded.s3.store;

import io.cloudstore.embedded.s3.checksum.Checksum;
import io.cloudstore.embedded.s3.checksum.ChecksumAlgorithm;
import io.cloudstore.embedded.s3.checksum.ChecksumType;
import io.cloudstore.embedded.s3.checksum.Digests;
import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The list that a client completes its upload with, and the rules that it has to meet (<a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html">CompleteMultipartUpload</a>).
 *
 * @param parts as the client lists them
 * @param checksum what the client says the object's checksum is, with or without the number of parts at its end
 * @param size what the client says the object's size is
 */
public record Completion(List<Wanted> parts, Map<ChecksumAlgorithm, String> checksum, Optional<Long> size) {
    /** Every part but the last must have this many bytes. */
    private static final long SMALLEST_PART = 5L * 1024 * 1024;

    /** A part as the client lists it. */
    public record Wanted(int number, String etag, Map<ChecksumAlgorithm, String> checksums) {}

    /** The object of the listed parts; an S3Failure that names the first rule broken. */
    StoredObject compose(OpenUpload upload, PartFiles files) throws IOException {
        List<StoredPart> stored = new ArrayList<>(parts.size());
        int previous = 0;
        for (Wanted wanted : parts) {
            if (wanted.number() <= previous) {
                throw new S3Failure(S3Error.INVALID_PART_ORDER);
            }
            previous = wanted.number();
            stored.add(matching(upload, wanted, files.find(wanted.number())));
        }
        requireSizes(stored);
        Checksum whole = checksum(upload, stored);
        requireChecksum(upload, whole);
        long total = stored.stream().mapToLong(StoredPart::size).sum();
        return new StoredObject(
                upload.key(), total, etag(stored), Instant.EPOCH, "", upload.attributes(), whole, upload.id(), stored);
    }

    private static StoredPart matching(OpenUpload upload, Wanted wanted, Optional<StoredPart> found) {
        StoredPart part = found.filter(stored -> stored.etag().equals(wanted.etag()))
                .orElseThrow(() -> invalidPart(upload, wanted));
        Checksum checksum = part.checksum();
        for (Map.Entry<ChecksumAlgorithm, String> said : wanted.checksums().entrySet()) {
            if (checksum == null
                    || checksum.algorithm() != said.getKey()
                    || !checksum.value().equals(said.getValue())) {
                throw invalidPart(upload, wanted);
            }
        }
        requirePartChecksum(upload, wanted);
        return part;
    }

    /**
     * A client that chose SHA for composing must repeat it for every part. S3 spares the CRCs, which SDKs choose by
     * themselves for clients that list ETags only.
     */
    private static void requirePartChecksum(OpenUpload upload, Wanted wanted) {
        ChecksumAlgorithm algorithm = upload.algorithm();
        boolean sha = algorithm == ChecksumAlgorithm.SHA256 || algorithm == ChecksumAlgorithm.SHA1;
        if (algorithm != null && sha && !wanted.checksums().containsKey(algorithm)) {
            throw new S3Failure(
                    S3Error.INVALID_REQUEST,
                    "The upload was created using a " + algorithm.name().toLowerCase(Locale.ROOT)
                            + " checksum. The complete request must include the checksum for each part. It was missing"
                            + " for part " + wanted.number() + " in the request.");
        }
    }

    private static S3Failure invalidPart(OpenUpload upload, Wanted wanted) {
        return new S3Failure(S3Error.INVALID_PART)
                .with("UploadId", upload.id())
                .with("PartNumber", wanted.number())
                .with("ETag", wanted.etag());
    }

    private void requireSizes(List<StoredPart> stored) {
        for (StoredPart part : stored.subList(0, stored.size() - 1)) {
            if (part.size() < SMALLEST_PART) {
                throw new S3Failure(S3Error.ENTITY_TOO_SMALL)
                        .with("ProposedSize", part.size())
                        .with("MinSizeAllowed", SMALLEST_PART)
                        .with("PartNumber", part.number())
                        .with("ETag", part.etag());
            }
        }
        long total = stored.stream().mapToLong(StoredPart::size).sum();
        if (size.isPresent() && size.get() != total) {
            throw new S3Failure(
                    S3Error.INVALID_REQUEST,
                    "The provided 'x-amz-mp-object-size' header value " + size.get()
                            + " does not match what was computed: " + total);
        }
    }

    private static @Nullable Checksum checksum(OpenUpload upload, List<StoredPart> stored) {
        ChecksumAlgorithm algorithm = upload.algorithm();
        if (algorithm == null || upload.type() != ChecksumType.COMPOSITE) {
            return null;
        }
        List<Checksum> checksums = new ArrayList<>(stored.size());
        for (StoredPart part : stored) {
            Checksum checksum = part.checksum();
            if (checksum == null || checksum.algorithm() != algorithm) {
                return null;
            }
            checksums.add(checksum);
        }
        return Checksum.composite(algorithm, checksums);
    }

    private void requireChecksum(OpenUpload upload, @Nullable Checksum whole) {
        checksum.forEach((algorithm, said) -> {
            if (algorithm != upload.algorithm() || whole == null) {
                throw new S3Failure(
                        S3Error.INVALID_REQUEST,
                        "The checksum type or algorithm of the request differs from that of the upload.");
            }
            String withCount = said.contains("-") ? said : said + "-" + parts.size();
            if (!withCount.equals(whole.value())) {
                throw new S3Failure(
                        S3Error.BAD_DIGEST,
                        "The " + algorithm.name().toLowerCase(Locale.ROOT)
                                + " you specified did not match the calculated checksum.");
            }
        });
    }

    private static String etag(List<StoredPart> stored) {
        MessageDigest md5 = Digests.md5();
        stored.forEach(part -> md5.update(HexFormat.of().parseHex(part.etag())));
        return HexFormat.of().formatHex(md5.digest()) + "-" + stored.size();
    }
}
