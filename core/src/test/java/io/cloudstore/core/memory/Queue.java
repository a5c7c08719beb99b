package io.cloudstore.core.memory;

import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.WakeUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The queues of the design in one: job messages and the staging bucket's events. Losing and repeating is up to the test. */
public final class Queue implements WakeUp {
    /** What a worker receives. */
    public sealed interface Message {}

    /** An object was created under a staging key. */
    public record Created(UUID stagingKey) implements Message {}

    /** A job is due. */
    public record Due(JobId job) implements Message {}

    private final Database database;
    private final List<Message> messages = new ArrayList<>();

    Queue(Database database) {
        this.database = database;
    }

    @Override
    public void wake(JobId job) {
        database.requireClosed("SendMessage");
        send(new Due(job));
    }

    void created(UUID stagingKey) {
        send(new Created(stagingKey));
    }

    /** Puts a message at the end. */
    public synchronized void send(Message message) {
        messages.add(message);
    }

    /** Takes the first message out. */
    public synchronized Optional<Message> take() {
        return messages.isEmpty() ? Optional.empty() : Optional.of(messages.removeFirst());
    }

    /** Takes the message at a place out. */
    public synchronized Message take(int place) {
        return messages.remove(place);
    }

    /** Loses everything. */
    public synchronized void lose() {
        messages.clear();
    }

    /** What waits, the oldest first. */
    public synchronized List<Message> waiting() {
        return List.copyOf(messages);
    }
}
