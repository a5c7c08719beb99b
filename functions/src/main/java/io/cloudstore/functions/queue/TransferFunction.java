package io.cloudstore.functions.queue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.transfer.CarryOn;
import io.cloudstore.core.upload.StagingKey;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.work.Budget;
import io.cloudstore.core.work.JobId;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

/** Function {@code transfer}: events of the staging bucket, and messages about merges and transfers that are due. */
public final class TransferFunction implements Function<SQSEvent, SQSBatchResponse> {
    private final CarryOn carryOn;
    private final String stagingBucket;
    private final Duration newCopies;
    private final Clock clock;

    /** With the bucket whose events count, and for how long an invocation begins new copies. */
    public TransferFunction(CarryOn carryOn, String stagingBucket, Duration newCopies, Clock clock) {
        this.carryOn = carryOn;
        this.stagingBucket = stagingBucket;
        this.newCopies = newCopies;
        this.clock = clock;
    }

    @Override
    public SQSBatchResponse apply(SQSEvent batch) {
        var budget = Budget.of(clock, newCopies);
        return Batch.each("transfer", Batch.recordsOf(batch), message -> handle(message, budget));
    }

    private void handle(Message message, Budget budget) {
        switch (message) {
            case Message.Created created -> created.objects().forEach(object -> created(object, budget));
            case Message.Due(var jobs) -> Batch.all(jobs, job -> due(job, budget));
            case Message.Test test -> {}
        }
    }

    private void created(Message.StoredObject object, Budget budget) {
        if (!object.bucket().equals(stagingBucket)) {
            throw new IllegalArgumentException("an event of bucket " + object.bucket() + ", which is not ours");
        }
        StagingKey.parse(object.key()).ifPresent(key -> carryOn.created(key, budget));
    }

    private void due(JobId job, Budget budget) {
        switch (job.kind()) {
            case MERGE -> carryOn.merge(new UploadId(job.subject()), budget);
            case TRANSFER -> carryOn.transfer(new BlobId(job.subject()), budget);
            default ->
                throw new IllegalArgumentException("a " + job.kind() + " message belongs into the queue for jobs");
        }
    }
}
