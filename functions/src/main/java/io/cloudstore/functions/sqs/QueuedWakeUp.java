package io.cloudstore.functions.sqs;

import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.WakeUp;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the ids of jobs to the queue of their kind. */
final class QueuedWakeUp implements WakeUp {
    private static final Logger LOG = LoggerFactory.getLogger(QueuedWakeUp.class);

    /** As many as one invocation takes in one message; should one of them fail, all come again and find the others done. */
    private static final int JOBS_A_MESSAGE = 10;

    private final Queue transfer;
    private final Queue jobs;

    QueuedWakeUp(Queue transfer, Queue jobs) {
        this.transfer = transfer;
        this.jobs = jobs;
    }

    @Override
    public void wake(JobId job) {
        wake(List.of(job));
    }

    @Override
    public void wake(List<JobId> wanted) {
        wanted.stream()
                .collect(Collectors.groupingBy(JobId::kind))
                .forEach((kind, jobs) -> send(queueOf(kind), kind, jobs));
    }

    private Queue queueOf(JobKind kind) {
        return switch (kind) {
            case MERGE, TRANSFER -> transfer;
            default -> jobs;
        };
    }

    /** A queue that fails once is left alone: the caller does not wait for as many failures as there are messages. */
    private static void send(Queue queue, JobKind kind, List<JobId> jobs) {
        List<String> bodies =
                pieces(jobs, JOBS_A_MESSAGE).map(some -> body(kind, some)).toList();
        try {
            pieces(bodies, Queue.MOST_TOGETHER).forEach(queue::send);
        } catch (RuntimeException unsent) {
            LOG.warn("wake-ups of {} were not all sent, the sweep will: {}", jobs, unsent.toString());
        }
    }

    private static <T> Stream<List<T>> pieces(List<T> all, int size) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + size)
                .mapToObj(from -> all.subList(from, Math.min(from + size, all.size())));
    }

    private static String body(JobKind kind, List<JobId> jobs) {
        String ids = jobs.stream().map(job -> "\"" + job.subject() + "\"").collect(Collectors.joining(","));
        return jobs.size() == 1
                ? "{\"kind\":\"%s\",\"id\":%s}".formatted(kind, ids)
                : "{\"kind\":\"%s\",\"ids\":[%s]}".formatted(kind, ids);
    }
}
