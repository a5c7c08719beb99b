package io.cloudstore.gateway.queue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sqs.model.Message;

/** Which messages of a batch a function succeeded with, by the rules of the partial batch response. */
final class BatchOutcome {
    private BatchOutcome() {}

    /**
     * The messages to delete. All, when the answer is none or names no failure; none, when it names a message that was
     * not in the batch.
     *
     * @param reportsItemFailures false: any answer means that all succeeded
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Success and failure
     *     conditions</a>
     */
    static List<Message> succeeded(
            List<Message> batch, Optional<SQSBatchResponse> response, boolean reportsItemFailures) {
        List<BatchItemFailure> failures =
                response.map(SQSBatchResponse::getBatchItemFailures).orElse(List.of());
        if (!reportsItemFailures || failures.isEmpty()) {
            return batch;
        }
        Set<String> failed = new HashSet<>();
        failures.forEach(failure -> failed.add(failure == null ? "" : String.valueOf(failure.getItemIdentifier())));
        Set<String> unknown = new HashSet<>(failed);
        batch.forEach(message -> unknown.remove(message.messageId()));
        return unknown.isEmpty()
                ? batch.stream()
                        .filter(message -> !failed.contains(message.messageId()))
                        .toList()
                : List.of();
    }
}
