package io.cloudstore.functions.http;

import io.cloudstore.core.account.Account;
import io.cloudstore.core.account.SignedIn;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.drive.Entry;
import io.cloudstore.core.drive.FileEntry;
import io.cloudstore.core.drive.Folder;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.drive.Trashed;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.SignParts.Signed;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.wire.AccountView;
import io.cloudstore.protocol.wire.EntryView;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.FolderView;
import io.cloudstore.protocol.wire.HeldPart;
import io.cloudstore.protocol.wire.SessionView;
import io.cloudstore.protocol.wire.SignedPart;
import io.cloudstore.protocol.wire.TrashedView;
import io.cloudstore.protocol.wire.UploadView;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The core's values as the HTTP contract shows them. */
final class Views {
    private Views() {}

    static AccountView of(Account account) {
        return new AccountView(
                account.id().toString(),
                account.name(),
                account.quotaBytes(),
                account.usedBytes(),
                account.reservedBytes(),
                account.createdAt());
    }

    static SessionView of(SignedIn session) {
        return new SessionView(
                session.accessToken(), session.expiresAt(), session.refreshToken(), of(session.account()));
    }

    static EntryView of(Entry entry) {
        return switch (entry) {
            case Entry.Sub(Folder folder) -> EntryView.of(of(folder));
            case Entry.Item(FileEntry file) -> EntryView.of(of(file));
        };
    }

    static FolderView of(Folder folder) {
        return new FolderView(
                folder.id().toString(),
                folder.parent().isEmpty() ? "" : folder.name().value(),
                folder.parent().map(FolderId::toString).orElse(null),
                folder.createdAt());
    }

    static FileView of(FileEntry file) {
        return new FileView(
                file.id().toString(),
                file.name().value(),
                file.folder().toString(),
                file.size(),
                file.contentType(),
                file.contentId().toString(),
                placeOf(file),
                file.version(),
                file.createdAt(),
                file.contentAt(),
                file.modifiedAt().orElse(null));
    }

    private static String placeOf(FileEntry file) {
        if (file.life() == Life.QUARANTINED) {
            return FileView.QUARANTINED;
        }
        return file.place() == Place.STORED ? "stored" : "staged";
    }

    static TrashedView of(Trashed trashed) {
        return new TrashedView(
                trashed.id().toString(),
                trashed.isFolder() ? "folder" : "file",
                trashed.name().value(),
                trashed.parent().toString(),
                trashed.size().isPresent() ? trashed.size().getAsLong() : null,
                trashed.trashedAt());
    }

    static SignedPart of(Signed part) {
        return new SignedPart(
                part.n(),
                part.put().url().toString(),
                part.put().headers(),
                part.put().expiresAt());
    }

    static HeldPart of(RecordedPart part) {
        return new HeldPart(part.n(), part.sha256().toString(), part.length());
    }

    static UploadView of(
            Upload upload,
            Optional<Sha256> firstPart,
            boolean likelyStored,
            @Nullable List<SignedPart> urls,
            @Nullable List<HeldPart> held,
            @Nullable FileView file) {
        return new UploadView(
                upload.id().toString(),
                upload.state().name(),
                upload.name().value(),
                upload.folder().toString(),
                upload.plan().size(),
                upload.plan().partSize(),
                upload.plan().partCount(),
                firstPart.map(Sha256::toString).orElse(null),
                likelyStored,
                upload.createdAt(),
                upload.expiresAt(),
                urls,
                held,
                file);
    }
}
