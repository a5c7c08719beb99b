package io.cloudstore.sam;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The queues, which nobody polls: the SAM CLI runs functions, not their triggers. */
final class Queues {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SamCloud cloud;

    Queues(SamCloud cloud) {
        this.cloud = cloud;
    }

    /** Takes messages out of a queue until there were {@code count}; those of a store that tries its target excepted. */
    List<JsonNode> receive(String queue, int count) {
        List<JsonNode> bodies = new ArrayList<>();
        try (SqsClient sqs = SqsClient.builder()
                .endpointOverride(SamEngines.localStack())
                .region(Region.US_EAST_1)
                .credentialsProvider(SamEngines.ANYBODY)
                .build()) {
            String url = sqs.getQueueUrl(q -> q.queueName(cloud.named(queue))).queueUrl();
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(1))
                        .messages()
                        .forEach(message -> {
                            bodies.add(JSON.readTree(message.body()));
                            sqs.deleteMessage(d -> d.queueUrl(url).receiptHandle(message.receiptHandle()));
                        });
                bodies.removeIf(body -> "s3:TestEvent".equals(body.path("Event").asString("")));
                return bodies.size() >= count;
            });
        }
        return bodies;
    }
}
