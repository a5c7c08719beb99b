package io.cloudstore.functions.queue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.cloudstore.core.sweep.CleanKey;
import io.cloudstore.core.sweep.Tick;
import io.cloudstore.core.work.JobKind;
import java.util.List;
import java.util.function.Function;

/** Function {@code sweep}: a beat of the schedule, or messages about jobs that are due. */
public final class SweepFunction implements Function<SQSEvent, SQSBatchResponse> {
    private final Tick tick;
    private final CleanKey cleanKey;

    public SweepFunction(Tick tick, CleanKey cleanKey) {
        this.tick = tick;
        this.cleanKey = cleanKey;
    }

    @Override
    public SQSBatchResponse apply(SQSEvent batch) {
        List<SQSEvent.SQSMessage> records = Batch.recordsOf(batch);
        if (records.isEmpty()) {
            tick.tick();
            return new SQSBatchResponse(List.of());
        }
        return Batch.each("sweep", records, this::handle);
    }

    private void handle(Message message) {
        if (!(message instanceof Message.Due(var job)) || job.kind() != JobKind.CLEAN) {
            throw new IllegalArgumentException("a message that does not belong into the queue for jobs");
        }
        cleanKey.clean(job.subject());
    }
}
