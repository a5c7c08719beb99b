package io.cloudstore.functions.http;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.admission.Admit;
import io.cloudstore.core.drive.FileEntry;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.ShowFiles;
import io.cloudstore.core.upload.CompleteUploads;
import io.cloudstore.core.upload.CompleteUploads.Outcome;
import io.cloudstore.core.upload.CompleteUploads.Outcome.Done;
import io.cloudstore.core.upload.CompleteUploads.Outcome.GoesOn;
import io.cloudstore.core.upload.CompleteUploads.Outcome.Refused;
import io.cloudstore.core.upload.CompleteUploads.Wanted;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.work.FewAtATime;
import io.cloudstore.protocol.wire.Batch;
import io.cloudstore.protocol.wire.Batch.CompleteItem;
import io.cloudstore.protocol.wire.CompleteView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The batch route of function {@code merge-chunks}: many uploads are completed in one call. */
final class MergeBatchRoute {
    /** An answer is made of what is known by then. */
    private static final FewAtATime ONE_BY_ONE = new FewAtATime(1);

    private final Admit admit;
    private final CompleteUploads complete;
    private final ShowFiles files;

    MergeBatchRoute(Admit admit, CompleteUploads complete, ShowFiles files) {
        this.admit = admit;
        this.complete = complete;
        this.files = files;
    }

    Answer complete(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        List<CompleteItem> items = Batches.items(call.body(Batch.Complete.class).uploads());
        return new Batches("merge-chunks", call.requestId())
                .answer(
                        items,
                        MergeBatchRoute::wanted,
                        wanted -> complete(account, wanted),
                        (wanted, completed) -> answer(completed),
                        ONE_BY_ONE);
    }

    private static Wanted wanted(CompleteItem item) {
        return new Wanted(
                new UploadId(Call.uuid(Fields.required("uploadId", item.uploadId()))),
                Fields.contentId("contentId", item.contentId()));
    }

    /** What came of one, with its file unless that has been thrown away since. */
    private record Completed(Outcome outcome, Optional<FileEntry> file) {}

    private List<Completed> complete(AccountId account, List<Wanted> wanted) {
        List<Outcome> outcomes = outcomes(account, wanted);
        Map<FileId, FileEntry> shown = files.show(
                account,
                outcomes.stream().flatMap(outcome -> fileOf(outcome).stream()).toList());
        return outcomes.stream()
                .map(outcome -> new Completed(outcome, fileOf(outcome).map(shown::get)))
                .toList();
    }

    /** What another worker finishes in a moment is worth waiting for, as it is for one upload. */
    private List<Outcome> outcomes(AccountId account, List<Wanted> wanted) {
        List<Outcome> outcomes = complete.complete(account, wanted);
        for (var patience = new ShortPatience();
                outcomes.stream().anyMatch(GoesOn.class::isInstance) && patience.lasts(); ) {
            outcomes = complete.look(account, wanted, outcomes);
        }
        return outcomes;
    }

    private static Optional<FileId> fileOf(Outcome outcome) {
        return outcome instanceof Done(var merged) ? Optional.of(merged.file()) : Optional.empty();
    }

    private static Answer answer(Completed completed) {
        return switch (completed.outcome()) {
            case Done(var merged) ->
                Answer.ok(new CompleteView(
                        "MERGED", completed.file().map(Views::of).orElse(null), merged.renamed()));
            case GoesOn goesOn -> Answer.accepted(new CompleteView("MERGING", null, false));
            case Refused(var why) -> throw why;
        };
    }
}
