package io.cloudstore.functions.queue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.cloudstore.core.work.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the records of a batch one by one; one that fails fails alone.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
final class Batch {
    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

    private Batch() {}

    /**
     * The records of an event.
     *
     * @throws IllegalArgumentException if it has no list of them: it is no event of a queue, and acknowledging it would
     *     hide that something is wired wrongly
     */
    static List<SQSEvent.SQSMessage> recordsOf(SQSEvent event) {
        List<SQSEvent.SQSMessage> records = event.getRecords();
        if (records == null) {
            throw new IllegalArgumentException(
                    "an event without Records is no batch; a schedule's beat has an empty list");
        }
        return records;
    }

    static SQSBatchResponse each(String function, List<SQSEvent.SQSMessage> records, Consumer<Message> handler) {
        List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
        for (SQSEvent.SQSMessage record : records) {
            try {
                handler.accept(Message.parse(record.getBody()));
            } catch (RuntimeException failure) {
                LOG.warn("{}: message {} failed and comes again", function, record.getMessageId(), failure);
                failures.add(new SQSBatchResponse.BatchItemFailure(record.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }

    /** Works at all of one message's jobs; one that fails holds up none, the first failure is thrown when all were tried. */
    static void all(List<JobId> jobs, Consumer<JobId> work) {
        List<RuntimeException> failures = new ArrayList<>();
        for (JobId job : jobs) {
            try {
                work.accept(job);
            } catch (RuntimeException failure) {
                failures.add(failure);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }
}
