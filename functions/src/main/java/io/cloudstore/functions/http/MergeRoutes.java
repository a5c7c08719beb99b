package io.cloudstore.functions.http;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.admission.Admit;
import io.cloudstore.core.drive.Browse;
import io.cloudstore.core.drive.ShowFiles;
import io.cloudstore.core.upload.CompleteUpload;
import io.cloudstore.core.upload.CompleteUploads;
import io.cloudstore.core.upload.MergeOutcome.Merged;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.wire.CompleteRequest;
import io.cloudstore.protocol.wire.CompleteView;
import io.cloudstore.protocol.wire.FileView;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The routes of function {@code merge-chunks}: complete, and complete many. */
public final class MergeRoutes {
    private final Admit admit;
    private final CompleteUpload complete;
    private final Browse browse;
    private final MergeBatchRoute batch;

    public MergeRoutes(
            Admit admit, CompleteUpload complete, Browse browse, CompleteUploads completeMany, ShowFiles files) {
        this.admit = admit;
        this.complete = complete;
        this.browse = browse;
        this.batch = new MergeBatchRoute(admit, completeMany, files);
    }

    /** The function. */
    public HttpFunction function(String allowedOrigin) {
        return new HttpFunction(
                "merge-chunks",
                Map.of(
                        "POST /v1/uploads/{id}/complete", this::complete,
                        "POST /v1/uploads/batch/complete", batch::complete),
                allowedOrigin);
    }

    private Answer complete(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        var id = new UploadId(call.id());
        ContentId contentId =
                Fields.contentId("contentId", call.body(CompleteRequest.class).contentId());
        Optional<Merged> merged = completeSoon(account, id, contentId);
        return merged.map(done -> Answer.ok(new CompleteView("MERGED", fileOf(account, done), done.renamed())))
                .orElseGet(() -> Answer.accepted(new CompleteView("MERGING", null, false)));
    }

    /** The file, unless it has been thrown away since. */
    private @Nullable FileView fileOf(AccountId account, Merged merged) {
        return browse.find(account, merged.file()).map(Views::of).orElse(null);
    }

    /**
     * The store's event often wins the race for a small file's merge. What another worker finishes in a moment is worth
     * waiting for; the client of a long merge asks again by itself.
     */
    private Optional<Merged> completeSoon(AccountId account, UploadId id, ContentId contentId) {
        var patience = new ShortPatience();
        Optional<Merged> merged = complete.complete(account, id, contentId);
        while (merged.isEmpty() && patience.lasts()) {
            merged = complete.look(account, id);
        }
        return merged;
    }
}
