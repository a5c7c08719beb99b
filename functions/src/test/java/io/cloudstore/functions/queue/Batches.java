package io.cloudstore.functions.queue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.List;

/** Batches as Lambda brings them: the records are numbered from 1. */
final class Batches {
    private Batches() {}

    static SQSEvent of(String... bodies) {
        List<SQSEvent.SQSMessage> records = new ArrayList<>();
        for (String body : bodies) {
            var message = new SQSEvent.SQSMessage();
            message.setMessageId(String.valueOf(records.size() + 1));
            message.setBody(body);
            records.add(message);
        }
        var event = new SQSEvent();
        event.setRecords(records);
        return event;
    }

    static List<String> failed(SQSBatchResponse answer) {
        return answer.getBatchItemFailures().stream()
                .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .toList();
    }
}
