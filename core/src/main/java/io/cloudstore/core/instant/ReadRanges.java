package io.cloudstore.core.instant;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.instant.ByteRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads a little of stored content. */
public interface ReadRanges {
    /**
     * Reads ranges of a blob from the bucket that its place names, all at the same time. Of each range exactly its bytes
     * are taken, whatever the store sends.
     *
     * @param ranges inside the content
     * @param within longest wait for all of them
     * @return the bytes of each range, in order; none if there is no object
     * @throws StoreFailed when the store fails, sends something else, or does not answer in time
     */
    Optional<List<byte[]>> read(Blob blob, List<ByteRange> ranges, Duration within);
}
