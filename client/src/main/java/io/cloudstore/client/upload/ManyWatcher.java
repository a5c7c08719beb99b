package io.cloudstore.client.upload;

import io.cloudstore.client.progress.Progress;
import java.io.IOException;

/** Watches many uploads. Called from several threads at once. */
public interface ManyWatcher {
    /** Who watches the upload of {@code request}, which begins now. */
    Progress watch(UploadRequest request);

    /** The file is visible. */
    void arrived(UploadRequest request, UploadResult result);

    /**
     * A file can't be brought into the drive. The others go on when this returns, and end when it throws.
     *
     * @throws IOException what the whole ends with
     */
    void failed(UploadRequest request, Exception why) throws IOException;
}
