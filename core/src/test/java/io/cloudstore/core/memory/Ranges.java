package io.cloudstore.core.memory;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.instant.ReadRanges;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.instant.ByteRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Both buckets, as proofs read them. */
final class Ranges implements ReadRanges {
    private final Bucket staging;
    private final Bucket longTerm;
    private final Database database;

    Ranges(Bucket staging, Bucket longTerm, Database database) {
        this.staging = staging;
        this.longTerm = longTerm;
        this.database = database;
    }

    @Override
    public Optional<List<byte[]>> read(Blob blob, List<ByteRange> ranges, Duration within) {
        database.requireClosed("GetObject");
        if (!within.isPositive()) {
            throw new StoreFailed("read ranges", new IllegalStateException("no time is left"));
        }
        var object = blob.place() == Place.STORED ? longTerm.head(blob.longTermKey()) : staging.head(blob.stagingKey());
        return object.map(stored ->
                ranges.stream().map(range -> read(stored.bytes(), range)).toList());
    }

    private static byte[] read(Bytes bytes, ByteRange range) {
        if (range.offset() + range.length() > bytes.length()) {
            throw new StoreFailed("read ranges", new IllegalStateException("416 InvalidRange"));
        }
        return bytes.read(range.offset(), range.length());
    }
}
