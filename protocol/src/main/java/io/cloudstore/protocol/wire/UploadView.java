package io.cloudstore.protocol.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An upload.
 *
 * @param state {@code OPEN}, {@code MERGING}, {@code MERGED}, {@code REJECTED}, {@code INSTANT}, {@code ABORTED} or
 *     {@code EXPIRED}
 * @param partSize bytes of every part but the last
 * @param firstPart digest of part 1 as it was signed last, by which another device tells whether the upload is of the same
 *     file; only when uploads are listed or one is asked for, none before part 1 is signed and after the upload has ended
 * @param likelyStored whether the account itself already holds content of this size and first part; never said in a list
 * @param expiresAt when the upload ends unless something happens to it
 * @param urls presigned URLs for the digests that came with the call
 * @param heldParts parts that the store holds; only when one upload is asked for
 * @param file what became of it, once merged
 */
public record UploadView(
        String uploadId,
        String state,
        String name,
        String folderId,
        long size,
        long partSize,
        int partCount,
        @Nullable String firstPart,
        boolean likelyStored,
        Instant createdAt,
        Instant expiresAt,
        @Nullable List<SignedPart> urls,
        @Nullable List<HeldPart> heldParts,
        @Nullable FileView file) {}
