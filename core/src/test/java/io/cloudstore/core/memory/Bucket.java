package io.cloudstore.core.memory;

import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A bucket, as S3 behaves: digests are verified on arrival, a multipart upload is gone once it is completed, its object's
 * checksum is the composite one, and copying such an object whole gives it another identity.
 */
public final class Bucket {
    /** S3's smallest part, but for the last. */
    private static final long SMALLEST_PART = 5L << 20;
    /** What an object or part may at most have to be copied in one call. */
    private static final long LARGEST_COPY = 5L << 30;

    /** An object. */
    public record Stored(Bytes bytes, Optional<ContentId> attested, String etag) {}

    /** A part of a multipart upload. */
    public record Part(int n, Bytes bytes, String etag) {
        Sha256 sha256() {
            return bytes.sha256();
        }
    }

    /** What S3 answers, with its status. */
    public enum Answer {
        OK(200),
        BAD_DIGEST(400),
        INVALID_PART(400),
        FORBIDDEN(403),
        NO_SUCH_UPLOAD(404),
        PRECONDITION_FAILED(412);

        public final int status;

        Answer(int status) {
            this.status = status;
        }
    }

    /**
     * What a listing shows.
     *
     * @param name by which listings are ordered
     * @param key none if the name is not one of ours
     */
    record Listed(String name, Optional<UUID> key, Instant since) {}

    private record Multipart(UUID key, Instant begun, SortedMap<Integer, Part> parts) {}

    private final Clock clock;
    private final Consumer<UUID> created;
    private final Map<UUID, Stored> objects = new HashMap<>();
    private final Map<UUID, Instant> written = new HashMap<>();
    private final SortedMap<String, Instant> strangers = new TreeMap<>();
    private final Map<String, Multipart> multiparts = new TreeMap<>();
    private long names;

    /** A bucket that tells of every object created. */
    Bucket(Clock clock, Consumer<UUID> created) {
        this.clock = clock;
        this.created = created;
    }

    synchronized Answer put(UUID key, Bytes bytes, Sha256 checksum, boolean onlyIfNone) {
        if (onlyIfNone && objects.containsKey(key)) {
            return Answer.PRECONDITION_FAILED;
        }
        if (!bytes.sha256().equals(checksum)) {
            return Answer.BAD_DIGEST;
        }
        store(key, bytes, new ContentId(checksum, 1), "");
        return Answer.OK;
    }

    synchronized String createMultipart(UUID key) {
        String id = "multipart-" + ++names;
        multiparts.put(id, new Multipart(key, clock.instant(), new TreeMap<>()));
        return id;
    }

    synchronized Answer putPart(UUID key, String id, int n, Bytes bytes, Sha256 checksum) {
        if (multipart(key, id).isEmpty()) {
            return Answer.NO_SUCH_UPLOAD;
        }
        if (!bytes.sha256().equals(checksum)) {
            return Answer.BAD_DIGEST;
        }
        multiparts.get(id).parts().put(n, new Part(n, bytes, newEtag()));
        return Answer.OK;
    }

    synchronized Optional<List<Part>> parts(UUID key, String id) {
        return multipart(key, id).map(multipart -> List.copyOf(multipart.parts().values()));
    }

    /** Completes with exactly these parts, by number and ETag. */
    synchronized Answer complete(UUID key, String id, SortedMap<Integer, String> etags) {
        Optional<Multipart> multipart = multipart(key, id);
        if (multipart.isEmpty()) {
            return Answer.NO_SUCH_UPLOAD;
        }
        List<Part> chosen = etags.entrySet().stream()
                .flatMap(wanted -> Stream.ofNullable(multipart.get().parts().get(wanted.getKey()))
                        .filter(part -> part.etag().equals(wanted.getValue())))
                .toList();
        boolean tooSmall = chosen.stream()
                .limit(Math.max(0, chosen.size() - 1))
                .anyMatch(part -> part.bytes().length() < SMALLEST_PART);
        if (chosen.isEmpty() || chosen.size() < etags.size() || tooSmall) {
            return Answer.INVALID_PART;
        }
        multiparts.remove(id);
        store(
                key,
                Bytes.joined(chosen.stream().map(Part::bytes).toList()),
                ContentId.ofParts(chosen.stream().map(Part::sha256).toList()),
                "-" + chosen.size());
        return Answer.OK;
    }

    synchronized void abort(UUID key, String id) {
        multipart(key, id).ifPresent(there -> multiparts.remove(id));
    }

    /** Copies an object whole: whatever it was, its checksum is now that of all its bytes. */
    synchronized boolean copyFrom(Bucket source, UUID from, String ifMatch, UUID to) {
        Optional<Stored> object =
                source.head(from).filter(stored -> stored.etag().equals(ifMatch));
        object.ifPresent(stored -> {
            if (stored.bytes().length() > LARGEST_COPY) {
                throw new AssertionError("S3 copies at most 5 GiB in one call");
            }
            store(to, stored.bytes(), new ContentId(stored.bytes().sha256(), 1), "");
        });
        return object.isPresent();
    }

    /** Copies a range of an object as a part. */
    synchronized Optional<Part> copyPartFrom(
            Bucket source, UUID from, String ifMatch, UUID to, String id, int n, long offset, long length) {
        Optional<Stored> object =
                source.head(from).filter(stored -> stored.etag().equals(ifMatch));
        if (object.isEmpty() || multipart(to, id).isEmpty()) {
            return Optional.empty();
        }
        if (length > LARGEST_COPY || offset + length > object.get().bytes().length()) {
            throw new AssertionError("S3 refuses this range");
        }
        var part = new Part(n, object.get().bytes().slice(offset, length), newEtag());
        multiparts.get(id).parts().put(n, part);
        return Optional.of(part);
    }

    /** The object under the key. */
    public synchronized Optional<Stored> head(UUID key) {
        return Optional.ofNullable(objects.get(key));
    }

    synchronized void delete(UUID key) {
        objects.remove(key);
    }

    /** Multipart uploads under the key. */
    public synchronized List<String> multiparts(UUID key) {
        return multiparts.entrySet().stream()
                .filter(each -> each.getValue().key().equals(key))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Objects in the order of their names, after one. */
    synchronized List<Listed> objects(String after, int limit) {
        Stream<Listed> ours =
                objects.keySet().stream().map(key -> new Listed(key.toString(), Optional.of(key), written.get(key)));
        Stream<Listed> others =
                strangers.entrySet().stream().map(each -> new Listed(each.getKey(), Optional.empty(), each.getValue()));
        return page(Stream.concat(ours, others), after, limit);
    }

    /** Multipart uploads in the order of their names, after one. */
    synchronized List<Listed> multiparts(String after, int limit) {
        return page(
                multiparts.entrySet().stream()
                        .map(each -> new Listed(
                                each.getKey(),
                                Optional.of(each.getValue().key()),
                                each.getValue().begun())),
                after,
                limit);
    }

    private static List<Listed> page(Stream<Listed> all, String after, int limit) {
        return all.filter(each -> each.name().compareTo(after) > 0)
                .sorted(Comparator.comparing(Listed::name))
                .limit(limit)
                .toList();
    }

    /** Somebody begins a multipart upload, past all rows. */
    public void begin(UUID key) {
        var _ = createMultipart(key);
    }

    /** Somebody puts an object there under a name that is not one of ours. */
    public synchronized void putStranger(String name) {
        strangers.put(name, clock.instant());
    }

    /** Names of objects that are not ours. */
    public synchronized List<String> strangers() {
        return List.copyOf(strangers.keySet());
    }

    /** Keys of all objects. */
    public synchronized List<UUID> keys() {
        return List.copyOf(objects.keySet());
    }

    /** Keys of all multipart uploads. */
    public synchronized List<UUID> multipartKeys() {
        return multiparts.values().stream().map(Multipart::key).toList();
    }

    /** The bucket's lifecycle rule: multipart uploads do not grow older than this. */
    synchronized int abortOlderThan(Duration age) {
        Instant oldest = clock.instant().minus(age);
        int before = multiparts.size();
        multiparts.values().removeIf(multipart -> multipart.begun().isBefore(oldest));
        return before - multiparts.size();
    }

    /** Something rots: the bytes are others, what the store says of them stays. */
    public synchronized void damage(UUID key) {
        objects.computeIfPresent(
                key, (same, stored) -> new Stored(stored.bytes().damaged(), stored.attested(), stored.etag()));
    }

    /** The store loses everything under a key. */
    public synchronized void lose(UUID key) {
        objects.remove(key);
        new ArrayList<>(multiparts(key)).forEach(multiparts::remove);
    }

    /** Somebody else's Complete arrives: all that was sent under the key becomes its object. */
    public synchronized void completeAsSent(UUID key) {
        for (String id : multiparts(key)) {
            var etags = new TreeMap<Integer, String>();
            multiparts.get(id).parts().values().forEach(part -> etags.put(part.n(), part.etag()));
            complete(key, id, etags);
        }
    }

    /** Somebody with the right to do so puts an object there, past all URLs and without a checksum if none is given. */
    public synchronized void overwrite(UUID key, Bytes bytes, Optional<ContentId> attested) {
        objects.put(key, new Stored(bytes, attested, newEtag()));
        written.put(key, clock.instant());
    }

    private void store(UUID key, Bytes bytes, ContentId attested, String etagSuffix) {
        objects.put(key, new Stored(bytes, Optional.of(attested), newEtag() + etagSuffix));
        written.put(key, clock.instant());
        created.accept(key);
    }

    private Optional<Multipart> multipart(UUID key, String id) {
        return Optional.ofNullable(multiparts.get(id))
                .filter(multipart -> multipart.key().equals(key));
    }

    private String newEtag() {
        return "etag-" + ++names;
    }
}
