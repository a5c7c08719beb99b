package io.cloudstore.core.memory;

import io.cloudstore.core.memory.Bucket.Listed;
import io.cloudstore.core.sweep.WalkBucket;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** A bucket as the sweep walks over it. */
final class Shelf implements WalkBucket {
    private final Bucket bucket;
    private final Database database;
    private final Consumer<UUID> cleaning;

    Shelf(Bucket bucket, Database database, Consumer<UUID> cleaning) {
        this.bucket = bucket;
        this.database = database;
        this.cleaning = cleaning;
    }

    @Override
    public Page objects(String after, int limit) {
        database.requireClosed("ListObjectsV2");
        return page(bucket.objects(after, limit + 1), limit);
    }

    @Override
    public Page multiparts(String after, int limit) {
        database.requireClosed("ListMultipartUploads");
        return page(bucket.multiparts(after, limit + 1), limit);
    }

    @Override
    public void clean(UUID key) {
        cleaning.accept(key);
    }

    private static Page page(List<Listed> listed, int limit) {
        List<Listed> some = listed.subList(0, Math.min(limit, listed.size()));
        return new Page(
                some.stream().map(each -> new Found(each.key(), each.since())).toList(),
                listed.size() > limit ? some.getLast().name() : "");
    }
}
