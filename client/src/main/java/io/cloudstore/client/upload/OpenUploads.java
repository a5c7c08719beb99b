package io.cloudstore.client.upload;

import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.wire.UploadView;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the upload that an earlier attempt left behind, on this machine or another. */
final class OpenUploads {
    private final Uploads uploads;
    private volatile @Nullable List<UploadView> lastSeen;

    OpenUploads(Uploads uploads) {
        this.uploads = uploads;
    }

    /**
     * The newest upload that has not ended and is of the same folder, name, size and first part, with its held parts.
     * Where another part differs, the source has changed, or another file has the same beginning: its parts are compared
     * one by one, and none is kept that differs. For content of a single part the list is asked for once only: there is
     * little to be saved, and many such files.
     *
     * @param board where the hasher says what the first part is; only waited for where name and size are met
     */
    Optional<UploadView> find(UploadRequest request, PartPlan plan, Board board)
            throws IOException, InterruptedException {
        List<UploadView> namesakes = list(plan.isSinglePut()).stream()
                .filter(upload -> isUnended(upload) && upload.size() == plan.size())
                .filter(upload -> upload.folderId().equals(request.folderId()))
                .filter(upload ->
                        RemotePath.normal(upload.name()).equals(request.path().name()))
                .toList();
        if (namesakes.isEmpty()) {
            return Optional.empty();
        }
        String firstPart = board.awaitDigest(1).toString();
        Optional<UploadView> newest = namesakes.stream()
                .filter(upload -> firstPart.equals(upload.firstPart()))
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
