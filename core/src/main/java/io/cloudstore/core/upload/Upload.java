package io.cloudstore.core.upload;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.drive.Conflict;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.protocol.content.PartPlan;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An upload.
 *
 * @param domain the deduplication domain its content falls into, fixed at opening
 * @param stagingKey random part of its object's key, {@code staging/<hex>}
 * @param multipartId the store's id of its multipart upload, once there is one
 * @param urlsDeadAt when the last presigned URL for the staging key ends; the opening time while there is none
 * @param file the file it became, once merged or found stored
 * @param renamed whether that file got another name or folder than was asked for
 * @param expiresAt when it expires unless something happens to it
 */
public record Upload(
        UploadId id,
        AccountId account,
        FolderId folder,
        EntryName name,
        PartPlan plan,
        String contentType,
        Optional<Instant> modifiedAt,
        Conflict conflict,
        Domain domain,
        UploadState state,
        UUID stagingKey,
        Optional<String> multipartId,
        Instant urlsDeadAt,
        Optional<FileId> file,
        boolean renamed,
        Instant createdAt,
        Instant expiresAt) {}
