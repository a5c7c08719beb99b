package io.cloudstore.gateway.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The rules of Lambda's partial batch response
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html).
 */
class BatchOutcomeTest {
    private static final Message A = Message.builder().messageId("a").build();
    private static final Message B = Message.builder().messageId("b").build();
    private static final List<Message> BATCH = List.of(A, B);

    @Test
    void no_answer_no_list_and_an_empty_list_mean_that_all_succeeded() {
        assertThat(BatchOutcome.succeeded(BATCH, Optional.empty(), true)).isEqualTo(BATCH);
        assertThat(BatchOutcome.succeeded(BATCH, Optional.of(new SQSBatchResponse(null)), true))
                .isEqualTo(BATCH);
        assertThat(succeeded()).isEqualTo(BATCH);
    }

    @Test
    void what_is_named_fails_and_the_rest_succeeds() {
        assertThat(succeeded(new BatchItemFailure("b"))).containsExactly(A);
        assertThat(succeeded(new BatchItemFailure("b"), new BatchItemFailure("b")))
                .containsExactly(A);
        assertThat(succeeded(new BatchItemFailure("a"), new BatchItemFailure("b")))
                .isEmpty();
    }

    @Test
    void an_unknown_an_empty_or_no_id_brings_the_whole_batch_back() {
        assertThat(succeeded(new BatchItemFailure("b"), new BatchItemFailure("c")))
                .isEmpty();
        assertThat(succeeded(new BatchItemFailure(""))).isEmpty();
        assertThat(succeeded(new BatchItemFailure(null))).isEmpty();
        assertThat(succeeded((BatchItemFailure) null)).isEmpty();
    }

    @Test
    void a_source_that_does_not_report_failures_takes_any_answer_for_success() {
        var answer = Optional.of(new SQSBatchResponse(List.of(new BatchItemFailure("b"))));
        assertThat(BatchOutcome.succeeded(BATCH, answer, false)).isEqualTo(BATCH);
    }

    private static List<Message> succeeded(BatchItemFailure... failures) {
        return BatchOutcome.succeeded(BATCH, Optional.of(new SQSBatchResponse(Arrays.asList(failures))), true);
    }
}
