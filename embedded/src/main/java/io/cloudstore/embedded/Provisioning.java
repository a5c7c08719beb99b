package io.cloudstore.embedded;

import io.cloudstore.embedded.sqs.QueueSettings;
import io.cloudstore.embedded.sqs.QueueSettings.DeadLetters;
import io.cloudstore.embedded.sqs.SqsEngine;
import io.cloudstore.gateway.template.Queue;
import io.cloudstore.gateway.template.Template;
import java.util.Comparator;
import java.util.List;

/** Makes the queues that the template declares, or gives them its settings when they are there. */
final class Provisioning {
    private Provisioning() {}

    static void queues(Template template, SqsEngine sqs) {
        deadLettersFirst(template).forEach(queue -> sqs.provision(settings(template, queue)));
    }

    private static List<Queue> deadLettersFirst(Template template) {
        return template.queues().values().stream()
                .sorted(Comparator.comparing(queue -> queue.redrive().isPresent()))
                .toList();
    }

    private static QueueSettings settings(Template template, Queue queue) {
        return new QueueSettings(
                queue.name(),
                queue.visibilityTimeout(),
                queue.retention(),
                queue.receiveWait(),
                queue.redrive()
                        .map(redrive -> new DeadLetters(
                                template.queue(redrive.deadLetterQueue()).name(), redrive.maxReceiveCount())));
    }
}
