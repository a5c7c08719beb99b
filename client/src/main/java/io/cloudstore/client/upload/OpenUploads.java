package io.cloudstore.client.upload;

import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.wire.UploadView;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the uploads that earlier attempts left behind, on this machine or another. */
final class OpenUploads {
    private final Uploads uploads;
    private volatile @Nullable List<UploadView> lastSeen;

    OpenUploads(Uploads uploads) {
        this.uploads = uploads;
    }

    /**
     * What earlier attempts at the same file left.
     *
     * @param here the newest upload that has not ended and is for the same folder, with its held parts
     * @param elsewhere the newest one that is open for another folder
     */
    record Left(Optional<UploadView> here, Optional<UploadView> elsewhere) {}

    /**
     * What is left of the same name, size and first part.
     * Where another part differs, the source has changed, or another file has the same beginning: its parts are compared
     * one by one, and none is kept that differs. For content of a single part the list is asked for once only: there is
     * little to be saved, and many such files.
     *
     * @param board where the hasher says what the first part is; only waited for where name and size are met
     */
    Left find(UploadRequest request, PartPlan plan, Board board) throws IOException, InterruptedException {
        List<UploadView> namesakes = list(plan.isSinglePut()).stream()
                .filter(upload -> isUnended(upload) && upload.size() == plan.size())
                .filter(upload ->
                        RemotePath.normal(upload.name()).equals(request.path().name()))
                .toList();
        if (namesakes.isEmpty()) {
            return new Left(Optional.empty(), Optional.empty());
        }
        String firstPart = board.awaitDigest(1).toString();
        List<UploadView> sameFile = namesakes.stream()
                .filter(upload -> firstPart.equals(upload.firstPart()))
                .sorted(Comparator.comparing(UploadView::createdAt).reversed())
                .toList();
        Optional<UploadView> here = sameFile.stream()
                .filter(upload -> upload.folderId().equals(request.folderId()))
                .findFirst();
        Optional<UploadView> elsewhere = sameFile.stream()
                .filter(upload -> isOpen(upload) && !upload.folderId().equals(request.folderId()))
                .findFirst();
        return new Left(
                here.isEmpty()
                        ? Optional.empty()
                        : Optional.of(uploads.get(here.get().uploadId())).filter(OpenUploads::isUnended),
                elsewhere);
    }

    private static boolean isUnended(UploadView upload) {
        return isOpen(upload) || upload.state().equals("MERGING");
    }

    private static boolean isOpen(UploadView upload) {
        return upload.state().equals("OPEN");
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
