package io.cloudstore.functions.s3;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.instant.ReadRanges;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.instant.ByteRange;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A little of stored content, from the bucket that it is in. */
final class StoredRanges implements ReadRanges {
    private static final Set<String> NOT_THERE = Set.of(Answers.NO_SUCH_KEY);

    private final Bucket staging;
    private final Bucket longTerm;

    StoredRanges(Bucket staging, Bucket longTerm) {
        this.staging = staging;
        this.longTerm = longTerm;
    }

    @Override
    public Optional<List<byte[]>> read(Blob blob, List<ByteRange> ranges, Duration within) {
        if (!within.isPositive()) {
            throw new StoreFailed("read ranges: no time is left", new TimeoutException());
        }
        long end = System.nanoTime() + within.toNanos();
        List<FutureTask<Optional<byte[]>>> reads = ranges.stream()
                .map(range -> new FutureTask<>(() -> read(blob, range, within)))
                .toList();
        reads.forEach(Thread::startVirtualThread);
        try {
            List<byte[]> all = new ArrayList<>();
            for (FutureTask<Optional<byte[]>> read : reads) {
                read.get(end - System.nanoTime(), TimeUnit.NANOSECONDS).ifPresent(all::add);
            }
            return Optional.of(all).filter(there -> there.size() == ranges.size());
        } catch (TimeoutException late) {
            throw new StoreFailed("read ranges: no answer in time", late);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new StoreFailed("read ranges: stopped", stop);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failure);
        } finally {
            reads.forEach(read -> read.cancel(true));
        }
    }

    /** Of nothing there is nothing to ask for: a range of no bytes can't be written. */
    private Optional<byte[]> read(Blob blob, ByteRange range, Duration within) {
        if (range.length() == 0) {
            return Optional.of(new byte[0]);
        }
        Bucket bucket = blob.place() == Place.STORED ? longTerm : staging;
        return bucket.read(
                ObjectKeys.of(blob),
                range.offset(),
                range.length(),
                NOT_THERE,
                Bucket.within(within),
                bytes -> whole(bytes.readNBytes(range.length()), range));
    }

    private static byte[] whole(byte[] bytes, ByteRange range) throws IOException {
        if (bytes.length != range.length()) {
            throw new EOFException(bytes.length + " of " + range.length() + " bytes");
        }
        return bytes;
    }
}
