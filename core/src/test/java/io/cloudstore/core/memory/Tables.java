package io.cloudstore.core.memory;

import io.cloudstore.core.account.Account;
import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.SessionId;
import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.drive.StoreEntries.NewVersion;
import io.cloudstore.core.instant.KeepChallenge.Pending;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.work.ClaimKeys.Claim;
import io.cloudstore.core.work.JobId;
import io.cloudstore.protocol.content.Sha256;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tables of the design, section 7: maps of rows that never change, so that a copy is cheap and a snapshot stands. */
public final class Tables {
    /** An account with what its password hashes to. */
    public record AccountRow(Account account, String passwordHash, long writeSeq, Instant trashEmptiedAt) {}

    /** A session. */
    public record SessionRow(AccountId account, String device, Instant expiresAt, Optional<Instant> revokedAt) {}

    /** A refresh token of a session. */
    public record TokenRow(SessionId session, Optional<Instant> usedAt, Instant expiresAt) {}

    /** Where a folder or file is; {@code trashedAt} is there in the trash only. */
    public record Standing(boolean purged, Optional<Instant> trashedAt) {
        static final Standing LIVE = new Standing(false, Optional.empty());
        static final Standing PURGED = new Standing(true, Optional.empty());

        boolean live() {
            return !purged && trashedAt.isEmpty();
        }
    }

    /** A folder. */
    public record FolderRow(
            FolderId id,
            AccountId account,
            Optional<FolderId> parent,
            EntryName name,
            Standing standing,
            Instant createdAt) {
        boolean live() {
            return standing.live();
        }
    }

    /** A file with its versions, oldest first, the last of which was made at {@code contentAt}. */
    public record FileRow(
            FileId id,
            AccountId account,
            FolderId folder,
            EntryName name,
            Standing standing,
            List<NewVersion> versions,
            Instant createdAt,
            Instant contentAt) {
        boolean live() {
            return standing.live();
        }

        FileRow with(List<NewVersion> others) {
            return new FileRow(id, account, folder, name, standing, others, createdAt, contentAt);
        }

        FileRow pointingTo(BlobId blob) {
            return with(versions.stream()
                    .map(old -> new NewVersion(blob, old.size(), old.contentType(), old.modifiedAt()))
                    .toList());
        }
    }

    /** An upload; {@code toAsk} as long as the store was not asked for its key since it was signed. */
    public record UploadRow(
            Upload upload, SortedMap<Integer, RecordedPart> parts, boolean toAsk, Optional<Instant> endedAt) {}

    /** A blob with the digests of its parts. */
    public record BlobRow(Blob blob, List<Sha256> digests, Optional<Instant> tombstonedAt) {}

    /** Where a job stands. */
    public enum JobState {
        READY,
        LEASED,
        DONE
    }

    /** A job; {@code dueAt} is the end of the lease while it is leased, and of the work when it is done. */
    public record JobRow(JobId id, JobState state, Instant dueAt, long fence, int attempts, String checkpoint) {}

    /** A key of a creating call. */
    public record KeyRow(Claim claim, Instant expiresAt) {}

    /** A window of attempts. */
    public record WindowRow(String subject, Instant endsAt) {}

    public final Map<AccountId, AccountRow> accounts = new LinkedHashMap<>();
    public final Map<SessionId, SessionRow> sessions = new LinkedHashMap<>();
    public final Map<Sha256, TokenRow> tokens = new LinkedHashMap<>();
    public final Map<FolderId, FolderRow> folders = new LinkedHashMap<>();
    public final Map<FileId, FileRow> files = new LinkedHashMap<>();
    public final Map<UploadId, UploadRow> uploads = new LinkedHashMap<>();
    public final Map<UploadId, Pending> challenges = new LinkedHashMap<>();
    public final Map<BlobId, BlobRow> blobs = new LinkedHashMap<>();
    /** When each stored blob was verified. */
    public final Map<BlobId, Instant> verified = new LinkedHashMap<>();

    public final Map<JobId, JobRow> jobs = new LinkedHashMap<>();
    public final Map<List<Object>, KeyRow> keys = new LinkedHashMap<>();
    public final Map<WindowRow, Long> windows = new LinkedHashMap<>();

    Tables copy() {
        var copy = new Tables();
        copy.accounts.putAll(accounts);
        copy.sessions.putAll(sessions);
        copy.tokens.putAll(tokens);
        copy.folders.putAll(folders);
        copy.files.putAll(files);
        copy.uploads.putAll(uploads);
        copy.challenges.putAll(challenges);
        copy.blobs.putAll(blobs);
        copy.verified.putAll(verified);
        copy.jobs.putAll(jobs);
        copy.keys.putAll(keys);
        copy.windows.putAll(windows);
        return copy;
    }

    static SortedMap<Integer, RecordedPart> noParts() {
        return new TreeMap<>();
    }
}
