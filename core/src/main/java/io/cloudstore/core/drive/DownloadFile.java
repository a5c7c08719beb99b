package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.FindBlob;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Duration;

/** Hands out a short presigned GET for a file that is the caller's, from whichever bucket its content is in. */
public final class DownloadFile {
    private final FindEntries entries;
    private final FindBlob blobs;
    private final SignGet signer;
    private final Duration urlLife;

    /** With the life of a download URL. */
    public DownloadFile(FindEntries entries, FindBlob blobs, SignGet signer, Duration urlLife) {
        this.entries = entries;
        this.blobs = blobs;
        this.signer = signer;
        this.urlLife = urlLife;
    }

    /** A file with where to get its bytes. */
    public record Download(FileEntry file, SignGet.SignedGet get) {}

    /**
     * Signs the download.
     *
     * @throws ProblemException not-found, content-quarantined
     */
    public Download download(AccountId account, FileId id) {
        FileEntry file = entries.file(account, id)
                .orElseThrow(ProblemException::notFound)
                .requireSound();
        Blob blob = blobs.find(file.blob()).orElseThrow();
        return new Download(file, signer.sign(blob, file.name(), file.contentType(), urlLife));
    }
}
