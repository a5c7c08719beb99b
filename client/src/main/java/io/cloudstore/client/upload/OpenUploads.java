package io.cloudstore.client.upload;

import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.protocol.wire.UploadView;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the upload that an earlier attempt left behind. */
final class OpenUploads {
    private final Uploads uploads;
    private volatile @Nullable List<UploadView> lastSeen;

    OpenUploads(Uploads uploads) {
        this.uploads = uploads;
    }

    /**
     * The newest upload that has not ended and is of the same folder, name and size, with its held parts. For content
     * of a single part the list is asked for once only: there is little to be saved, and many such files.
     */
    Optional<UploadView> find(UploadRequest request, long size, boolean singlePart)
            throws IOException, InterruptedException {
        Optional<UploadView> newest = list(singlePart).stream()
                .filter(upload -> isUnended(upload) && upload.size() == size)
                .filter(upload -> upload.folderId().equals(request.folderId()))
                .filter(upload ->
                        RemotePath.normal(upload.name()).equals(request.path().name()))
                .max(Comparator.comparing(UploadView::createdAt));
        return newest.isEmpty()
                ? Optional.empty()
                : Optional.of(uploads.get(newest.get().uploadId())).filter(OpenUploads::isUnended);
    }

    private static boolean isUnended(UploadView upload) {
        return upload.state().equals("OPEN") || upload.state().equals("MERGING");
    }

    private List<UploadView> list(boolean seenWillDo) throws IOException, InterruptedException {
        List<UploadView> seen = lastSeen;
        if (seen == null || !seenWillDo) {
            seen = uploads.list();
            lastSeen = seen;
        }
        return seen;
    }
}
