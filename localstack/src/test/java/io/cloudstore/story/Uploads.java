package io.cloudstore.story;

import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.stack.Stack.OutsideStack;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Somebody who uploads on and on, whatever happens to the cloud, and remembers what it acknowledged. */
public final class Uploads {
    private final Person person;
    private final List<Acknowledged> acknowledged;

    private Uploads(Person person, List<Acknowledged> acknowledged) {
        this.person = person;
        this.acknowledged = acknowledged;
    }

    /** A file that the cloud said it has. */
    public record Acknowledged(String id, String name, Sha256 sha256) {}

    /** Somebody new. */
    public static Uploads signUp(URI api) {
        return new Uploads(Person.signedUp(new OutsideStack(api)), new CopyOnWriteArrayList<>());
    }

    /** The same person, where the cloud answers now. */
    public Uploads at(URI api) {
        return new Uploads(person.at(api), acknowledged);
    }

    /** What was acknowledged so far. */
    public List<Acknowledged> acknowledged() {
        return acknowledged;
    }

    /** Uploads files of one and of several parts until the cloud is gone. */
    public void uploadUntilFailure(Random random) {
        try {
            while (true) {
                int size = random.nextBoolean()
                        ? random.nextInt(200_000)
                        : 8 * Content.MIB + random.nextInt(10 * Content.MIB);
                byte[] bytes = new byte[size];
                random.nextBytes(bytes);
                Content content = Content.of(bytes);
                String name = UUID.randomUUID() + ".bin";
                JsonNode file = person.upload(name, content);
                acknowledged.add(new Acknowledged(file.path("id").asString(), name, content.sha256()));
            }
        } catch (UncheckedIOException gone) {
            // the cloud was killed under us; any other failure is a fault
        }
    }

    /** Whether the file downloads with its digest. */
    public boolean isThere(Acknowledged file) {
        Reply signed = person.get("/v1/files/" + file.id() + "/download");
        return signed.status() == 200
                && Sha256.digestOf(person.api.get(signed.text("url")).body()).equals(file.sha256());
    }

    /** Whether the transfer has verified the file in long-term storage. */
    public boolean isStored(Acknowledged file) {
        return person.get("/v1/files/" + file.id()).text("place").equals("stored");
    }

    /** Uploads that are being merged. */
    public long merging() {
        return open().filter(upload -> upload.path("state").asString().equals("MERGING"))
                .count();
    }

    /** Gives up every upload that is still open. */
    public void abortOpen() {
        open().forEach(upload ->
                person.delete("/v1/uploads/" + upload.path("uploadId").asString()));
    }

    private Stream<JsonNode> open() {
        return person.get("/v1/uploads?limit=1000").body().path("items").valueStream();
    }

    /** Bytes that the quota has set aside. */
    public long reservedBytes() {
        return person.me().path("reservedBytes").asLong();
    }

    /** Bytes that the quota counts as used. */
    public long usedBytes() {
        return person.me().path("usedBytes").asLong();
    }

    /** Bytes of all files there are. */
    public long sumOfFiles() {
        long sum = 0;
        String cursor = "";
        do {
            JsonNode page = person.call("GET", "/v1/folders/root/entries?limit=1000" + cursor, Map.of())
                    .body();
            for (JsonNode entry : page.path("items")) {
                sum += entry.path("file").path("size").asLong();
            }
            String next = page.path("nextCursor").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        return sum;
    }
}
