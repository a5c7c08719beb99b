package io.cloudstore.embedded.s3.event;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the messages of one queue in their order, together those that wait; waits longer after each failure and never gives
 * one up.
 */
final class QueueSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QueueSender.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final String queue;
    private final ObjectEvents sink;
    private final BlockingQueue<OutboxFile> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;

    QueueSender(String queue, ObjectEvents sink) {
        this.queue = queue;
        this.sink = sink;
        this.thread = Thread.ofVirtual().name("s3-events-" + queue).start(this::run);
    }

    void add(OutboxFile file) {
        waiting.add(file);
    }

    private void run() {
        try {
            while (true) {
                List<OutboxFile> files = new ArrayList<>(List.of(waiting.take()));
                waiting.drainTo(files, ObjectEvents.MOST - 1);
                sendUntilTaken(files);
                files.forEach(QueueSender::forget);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendUntilTaken(List<OutboxFile> files) throws InterruptedException {
        List<String> messages =
                files.stream().map(file -> file.content().message()).toList();
        for (Duration wait = FIRST_WAIT; ; wait = longer(wait)) {
            try {
                sink.send(queue, messages);
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                LOG.warn("Queue {} took no S3 event; trying again in {} ms", queue, wait.toMillis(), e);
                Thread.sleep(wait);
            }
        }
    }

    private static void forget(OutboxFile file) {
        try {
            file.delete();
        } catch (IOException e) {
            LOG.warn("An S3 event that was sent stays in the outbox and will be sent again", e);
        }
    }

    private static Duration longer(Duration wait) {
        Duration doubled = wait.multipliedBy(2);
        return doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
