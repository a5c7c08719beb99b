package io.cloudstore.gateway.queue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.cloudstore.gateway.invocation.FunctionFailure;
import io.cloudstore.gateway.invocation.Invoker;
import io.cloudstore.gateway.template.HostedFunction;
import io.cloudstore.gateway.template.Queue;
import io.cloudstore.gateway.template.QueueSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Reads one queue for one function until it is stopped. */
public final class QueuePoller {
    private static final Logger log = LoggerFactory.getLogger(QueuePoller.class);
    /** SQS gives no more in one receive. */
    private static final int MOST_IN_A_RECEIVE = 10;

    /** Calls go before messages, but the queue goes on under any load: at 10 messages a second in full batches of 10. */
    private static final Duration KEEPS_BACK = Duration.ofSeconds(1);

    private static final Duration BETWEEN_INTERRUPTS = Duration.ofMillis(200);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final QueueSource source;
    private final Queue queue;
    private final HostedFunction hosted;
    private final Function<SQSEvent, SQSBatchResponse> function;
    private final SqsClient sqs;
    private final Invoker invoker;
    private final QueueEvents events;
    private final Semaphore invocations;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread receiver;

    private QueuePoller(
            QueueSource source,
            Queue queue,
            HostedFunction hosted,
            Function<SQSEvent, SQSBatchResponse> function,
            SqsClient sqs,
            Invoker invoker,
            QueueEvents events) {
        this.source = source;
        this.queue = queue;
        this.hosted = hosted;
        this.function = function;
        this.sqs = sqs;
        this.invoker = invoker;
        this.events = events;
        this.invocations = new Semaphore(source.maximumConcurrency());
        this.receiver = Thread.ofVirtual().name("poll-" + queue.name()).unstarted(this::pollUntilStopped);
    }

    /**
     * Starts to read.
     *
     * @param hosted the function's description
     * @param function what gets the batches
     * @param queueArn as events name the queue
     * @param region as events name the region
     */
    public static QueuePoller start(
            QueueSource source,
            Queue queue,
            HostedFunction hosted,
            Function<SQSEvent, SQSBatchResponse> function,
            SqsClient sqs,
            Invoker invoker,
            String queueArn,
            String region) {
        QueuePoller poller =
                new QueuePoller(source, queue, hosted, function, sqs, invoker, new QueueEvents(queueArn, region));
        poller.receiver.start();
        return poller;
    }

    /** Takes no more messages; batches that a function already has go on. */
    public void stop() {
        stopping.countDown();
        receiver.interrupt();
    }

    /**
     * Waits until the batches that a function had when {@link #stop} came are done with.
     *
     * @return whether they are
     */
    public boolean awaitIdle(Duration atMost) throws InterruptedException {
        int all = source.maximumConcurrency();
        boolean idle = awaitReceiver(atMost) && invocations.tryAcquire(all, atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (idle) {
            invocations.release(all);
        }
        return idle;
    }

    /** Interrupts again and again: an interrupt that comes just before a receive may be swallowed by what runs then. */
    private boolean awaitReceiver(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!receiver.join(BETWEEN_INTERRUPTS)) {
            if (System.nanoTime() >= end) {
                return false;
            }
            receiver.interrupt();
        }
        return true;
    }

    private void pollUntilStopped() {
        Duration pause = FIRST_PAUSE;
        try {
            String url = "";
            while (!stopped()) {
                try {
                    if (url.isEmpty()) {
                        url = sqs.getQueueUrl(request -> request.queueName(queue.name()))
                                .queueUrl();
                    }
                    pollOnce(url);
                    pause = FIRST_PAUSE;
                } catch (AbortedException interrupted) {
                    log.debug("queue {}: the receive was interrupted", queue.name());
                } catch (SdkException unreachable) {
                    if (!stopped()) {
                        log.warn("queue {} can't be read, trying again: {}", queue.name(), unreachable.getMessage());
                        pause = pause(pause);
                    }
                }
            }
        } catch (InterruptedException stopped) {
            log.debug("queue {}: polling ends", queue.name());
        }
    }

    private void pollOnce(String url) throws InterruptedException {
        invocations.acquire();
        boolean handedOver = false;
        try {
            invoker.awaitQuiet(KEEPS_BACK);
            List<Message> batch = receiveBatch(url);
            if (!batch.isEmpty()) {
                Thread.ofVirtual().name("batch-" + queue.name()).start(() -> work(url, batch));
                handedOver = true;
            }
        } finally {
            if (!handedOver) {
                invocations.release();
            }
        }
    }

    /** Waits for a first message, then, within the batching window, for more. */
    private List<Message> receiveBatch(String url) {
        List<Message> batch = new ArrayList<>(receive(url, source.batchSize(), queue.receiveWait()));
        long windowEnds = System.nanoTime() + source.batchingWindow().toNanos();
        try {
            while (!batch.isEmpty() && batch.size() < source.batchSize() && !stopped()) {
                long left = windowEnds - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                batch.addAll(receive(url, source.batchSize() - batch.size(), Duration.ofNanos(left)));
            }
        } catch (SdkException noMore) {
            // what has been received is hidden from everybody else: it goes on with what there is
            log.debug("queue {}: the batch stays at {}: {}", queue.name(), batch.size(), noMore.getMessage());
        }
        return batch;
    }

    private List<Message> receive(String url, int most, Duration wait) {
        return sqs.receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(Math.min(most, MOST_IN_A_RECEIVE))
                        .waitTimeSeconds((int) wait.plusMillis(999).toSeconds())
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
    }

    private void work(String url, List<Message> batch) {
        try {
            Optional<SQSBatchResponse> response =
                    invoker.invoke(source.function(), function, events.event(batch), hosted.timeout());
            List<Message> succeeded = BatchOutcome.succeeded(batch, response, source.reportsItemFailures());
            if (succeeded.size() < batch.size()) {
                log.warn(
                        "queue {}: {} of {} messages failed and come back after the visibility timeout",
                        queue.name(),
                        batch.size() - succeeded.size(),
                        batch.size());
            }
            delete(url, succeeded);
        } catch (FunctionFailure failure) {
            log.error(
                    "queue {}: a batch of {} comes back: {}",
                    queue.name(),
                    batch.size(),
                    failure.getMessage(),
                    failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            invocations.release();
        }
    }

    /** A message that can't be deleted comes back; its function is idempotent. */
    private void delete(String url, List<Message> messages) {
        for (int from = 0; from < messages.size(); from += MOST_IN_A_RECEIVE) {
            List<Message> some = messages.subList(from, Math.min(messages.size(), from + MOST_IN_A_RECEIVE));
            try {
                sqs.deleteMessageBatch(request -> request.queueUrl(url)
                                .entries(some.stream()
                                        .map(message -> DeleteMessageBatchRequestEntry.builder()
                                                .id(message.messageId())
                                                .receiptHandle(message.receiptHandle())
                                                .build())
                                        .toList()))
                        .failed()
                        .forEach(failed -> log.warn(
                                "queue {}: message {} can't be deleted: {}",
                                queue.name(),
                                failed.id(),
                                failed.message()));
            } catch (SdkException unreachable) {
                log.warn("queue {}: messages can't be deleted: {}", queue.name(), unreachable.getMessage());
            }
        }
    }

    /** Waits between half of and all of {@code pause}, or until it is stopped; gives the next pause. */
    private Duration pause(Duration pause) throws InterruptedException {
        long millis = pause.toMillis();
        boolean stopped =
                stopping.await(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1), TimeUnit.MILLISECONDS);
        Duration twice = pause.multipliedBy(2);
        return stopped || twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private boolean stopped() {
        return stopping.getCount() == 0;
    }
}
