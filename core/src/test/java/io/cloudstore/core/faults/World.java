package io.cloudstore.core.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.drive.Conflict;
import io.cloudstore.core.instant.InstantOutcome;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.memory.Client;
import io.cloudstore.core.memory.Cloud;
import io.cloudstore.core.memory.Invariants;
import io.cloudstore.core.memory.Queue;
import io.cloudstore.core.memory.Server;
import io.cloudstore.core.upload.CompleteUploads.Outcome;
import io.cloudstore.core.upload.OpenUpload.Opening;
import io.cloudstore.core.upload.OpenUpload.Opening.Opened;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.upload.UploadState;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One person, one upload, and a platform that repeats what failed. */
final class World {
    static final Bytes SMALL = Bytes.of(1, 100);
    /** Two parts. */
    static final Bytes LARGE = Bytes.of(2, (8L << 20) + 100);
    /** What the folder holds once the many are files. */
    static final List<String> MANY = List.of("a", "a (2)", "a (3)", "a (4)");

    final Cloud cloud = new Cloud(7);
    final Server healthy = cloud.server();
    final Client ann = new Client(cloud, healthy, cloud.person("ann", 1L << 30));
    final Client bob = new Client(cloud, healthy, cloud.person("bob", 1L << 30));
    final Invariants invariants = new Invariants(cloud);
    Bytes content = Bytes.NONE;
    Optional<Upload> upload = Optional.empty();
    final Map<UploadId, Bytes> many = new LinkedHashMap<>();

    World() {
        invariants.watch();
    }

    void open(Bytes bytes) {
        content = bytes;
        upload = Optional.of(ann.open("a", bytes));
    }

    UploadId id() {
        return upload.orElseThrow().id();
    }

    void openAndSend(Bytes bytes) {
        open(bytes);
        ann.send(id(), bytes);
        cloud.queue.lose();
    }

    /** Completes as the client does; whether it has its file now. */
    boolean complete(Server server) {
        var merged = new Client(cloud, server, ann.account).complete(id(), content);
        merged.ifPresent(file -> invariants.acknowledged(file.file(), content));
        return merged.isPresent();
    }

    /** Claims and proves as the client does, and sends the bytes when told so. */
    boolean instant(Server server) {
        var client = new Client(cloud, server, ann.account);
        if (client.show(id()).state() == UploadState.OPEN) {
            if (client.instant(id(), content) instanceof InstantOutcome.Stored(var file, var renamed)) {
                invariants.acknowledged(file, content);
                return true;
            }
            client.send(id(), content);
        }
        return complete(server);
    }

    /** Signs and sends as the client does. */
    boolean send(Server server) {
        new Client(cloud, server, ann.account).send(id(), content);
        return true;
    }

    /** Has copied what can be, sends what is left, completes. */
    boolean reuse(Server server) {
        var client = new Client(cloud, server, ann.account);
        var reused = client.reuse(id(), content);
        int[] left = content.parts().stream()
                .mapToInt(RecordedPart::n)
                .filter(n -> !reused.contains(n))
                .toArray();
        if (left.length > 0) {
            client.put(client.sign(id(), content, left), content);
        }
        return complete(server);
    }

    boolean open(Server server) {
        new Client(cloud, server, ann.account).open(ann.root(), "a", World.SMALL, Conflict.RENAME);
        return true;
    }

    /** Opens as a client does that repeats a call under its key: however often, one upload is open. */
    boolean openUnderAKey(Server server) {
        new Client(cloud, server, ann.account).open("key", "a", SMALL);
        assertThat(opened()).hasSize(1);
        return true;
    }

    boolean makeFolderUnderAKey(Server server) {
        new Client(cloud, server, ann.account).folder("key", "a");
        return true;
    }

    /** Two under keys of their own, and the second again. */
    boolean openMany(Server server) {
        List<Opening> openings = server.open.open(
                ann.account,
                List.of(
                        ann.wanted("key 1", "a", SMALL),
                        ann.wanted("key 2", "b", LARGE),
                        ann.wanted("key 2", "b", LARGE)));
        assertThat(openings).allMatch(Opened.class::isInstance);
        assertThat(opened()).hasSize(2);
        return true;
    }

    private List<UploadId> opened() {
        return cloud.database.read(tables -> List.copyOf(tables.uploads.keySet()));
    }

    /** Of one PUT twice the same content and another, and one of two parts. */
    void openAndSendMany() {
        for (Bytes bytes : List.of(SMALL, SMALL, Bytes.of(3, 5), LARGE)) {
            Upload opened = ann.open("a", bytes);
            ann.send(opened.id(), bytes);
            many.put(opened.id(), bytes);
        }
        cloud.queue.lose();
    }

    boolean completeMany(Server server) {
        List<Outcome> outcomes = new Client(cloud, server, ann.account).complete(many);
        Iterator<Bytes> contents = many.values().iterator();
        for (Outcome outcome : outcomes) {
            Bytes bytes = contents.next();
            if (outcome instanceof Outcome.Done(var merged)) {
                invariants.acknowledged(merged.file(), bytes);
            }
        }
        return outcomes.stream().allMatch(Outcome.Done.class::isInstance);
    }

    /** Receives a message, and puts it back when that failed, as a queue does. */
    boolean receive(Server server, Queue.Message message) {
        server.handle(message);
        return true;
    }

    boolean tick(Server server) {
        server.tick.tick();
        return true;
    }

    /** A process of which some calls go wrong. */
    Faults faults(Map<Integer, Mode> plan) {
        return new Faults(cloud, plan, () -> {
            healthy.tick.tick();
            healthy.drain();
        });
    }
}
