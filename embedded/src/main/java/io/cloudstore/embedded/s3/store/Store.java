package io.cloudstore.embedded.s3.store;

import io.cloudstore.embedded.s3.wire.ByteRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;

/** All buckets of a data folder. */
public final class Store {
    private final Path buckets;
    private final Path temporary;
    private final Shared shared;
    private final Map<String, Bucket> open = new ConcurrentSkipListMap<>();

    /** Opens the folder, making it if need be; clears away what a killed process left in {@code tmp}. */
    public Store(Path folder, boolean fsync, Clock clock, Announcements announcements) throws IOException {
        this.buckets = Files.createDirectories(folder.resolve("buckets"));
        this.temporary = folder.resolve("tmp");
        Disk disk = new Disk(temporary, fsync);
        this.shared = new Shared(disk, new Sequencer(folder.resolve("sequence"), disk), announcements, clock);
        for (Path bucket : Disk.list(buckets)) {
            open.put(Disk.name(bucket), new Bucket(bucket, shared));
        }
    }

    public Optional<Bucket> bucket(String name) {
        return Optional.ofNullable(open.get(name));
    }

    /** All buckets by name. */
    public Collection<Bucket> buckets() {
        return open.values();
    }

    /** Makes a bucket; false when there is one of that name. */
    public synchronized boolean create(String name) throws IOException {
        if (open.containsKey(name)) {
            return false;
        }
        Path unfinished = temporary.resolve(UUID.randomUUID().toString());
        Bucket.layOut(unfinished);
        Files.createFile(unfinished.resolve("created"));
        Files.move(unfinished, buckets.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        open.put(name, new Bucket(buckets.resolve(name), shared));
        return true;
    }

    /** A place for bytes that are about to arrive. */
    public Incoming incoming() throws IOException {
        return shared.disk().incoming();
    }

    /** The bytes of a range under a second name, when a file holds exactly them; nothing is copied. */
    public Optional<Incoming> link(OpenObject source, ByteRange range) {
        return source.fileOf(range).flatMap(shared.disk()::link);
    }

    /** Removes what killed processes left behind inside the buckets. */
    public void removeOrphans() throws IOException {
        for (Bucket bucket : buckets()) {
            bucket.uploads().removeOrphans();
        }
    }
}
