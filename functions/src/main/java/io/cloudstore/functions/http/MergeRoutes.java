package io.cloudstore.functions.http;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.admission.Admit;
import io.cloudstore.core.drive.Browse;
import io.cloudstore.core.upload.CompleteUpload;
import io.cloudstore.core.upload.MergeOutcome.Merged;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.wire.CompleteRequest;
import io.cloudstore.protocol.wire.CompleteView;
import io.cloudstore.protocol.wire.FileView;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The route of function {@code merge-chunks}: complete. */
public final class MergeRoutes {
    /** How long a call waits for another worker. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Admit admit;
    private final CompleteUpload complete;
    private final Browse browse;

    public MergeRoutes(Admit admit, CompleteUpload complete, Browse browse) {
        this.admit = admit;
        this.complete = complete;
        this.browse = browse;
    }

    /** The function. */
    public HttpFunction function(String allowedOrigin) {
        return new HttpFunction(
                "merge-chunks", Map.of("POST /v1/uploads/{id}/complete", this::complete), allowedOrigin);
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
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<Merged> merged = complete.complete(account, id, contentId);
        while (merged.isEmpty() && System.nanoTime() < end && pause()) {
            merged = complete.look(account, id);
        }
        return merged;
    }

    private static boolean pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
