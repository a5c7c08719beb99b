package io.cloudstore.functions.queue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.cloudstore.core.sweep.Tick;
import io.cloudstore.core.work.JobKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** Function {@code sweep}: a beat of the schedule, or messages about jobs that are due. */
public final class SweepFunction implements Function<SQSEvent, SQSBatchResponse> {
    private final Tick tick;
    private final Map<JobKind, Consumer<UUID>> jobs;

    /** With what carries a job of each kind on that the queue for jobs may bring, by its subject. */
    public SweepFunction(Tick tick, Map<JobKind, Consumer<UUID>> jobs) {
        this.tick = tick;
        this.jobs = Map.copyOf(jobs);
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
        if (!(message instanceof Message.Due(var due))) {
            throw notOurs();
        }
        Batch.all(
                due,
                job -> Optional.ofNullable(jobs.get(job.kind()))
                        .orElseThrow(SweepFunction::notOurs)
                        .accept(job.subject()));
    }

    private static IllegalArgumentException notOurs() {
        return new IllegalArgumentException("a message that does not belong into the queue for jobs");
    }
}
