package io.cloudstore.functions.sqs;

import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.WakeUp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a job's id to the queue of its kind. */
final class QueuedWakeUp implements WakeUp {
    private static final Logger LOG = LoggerFactory.getLogger(QueuedWakeUp.class);

    private final Queue transfer;
    private final Queue jobs;

    QueuedWakeUp(Queue transfer, Queue jobs) {
        this.transfer = transfer;
        this.jobs = jobs;
    }

    @Override
    public void wake(JobId job) {
        Queue queue = switch (job.kind()) {
            case MERGE, TRANSFER -> transfer;
            default -> jobs;
        };
        try {
            queue.send("{\"kind\":\"%s\",\"id\":\"%s\"}".formatted(job.kind(), job.subject()));
        } catch (RuntimeException unsent) {
            LOG.warn("wake-up of {} {} was not sent, the sweep will: {}", job.kind(), job.subject(), unsent.toString());
        }
    }
}
