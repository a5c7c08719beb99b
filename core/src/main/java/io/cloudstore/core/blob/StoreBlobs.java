package io.cloudstore.core.blob;

import io.cloudstore.protocol.content.Sha256;
import java.util.List;

/** Keeps much stored content at once, inside the caller's transaction. */
public interface StoreBlobs {
    /**
     * Content about to be stored.
     *
     * @param partDigests the digest of each part
     */
    record NewContent(Blob blob, List<Sha256> partDigests) {}

    /**
     * Does what {@link StoreBlob#insertOrLock} does for each, in one order whatever order they come in.
     *
     * @return the rows that hold the contents now, in the order of {@code contents}
     */
    List<Blob> insertOrLock(List<NewContent> contents);
}
