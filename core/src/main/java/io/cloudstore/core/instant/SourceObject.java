package io.cloudstore.core.instant;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.FindBlob;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import java.util.Optional;

/**
 * The object of one blob, for all the parts that are copied from it: looked at once, and once more where the blob has moved
 * since. Safe for any number of threads.
 */
final class SourceObject {
    private final FindBlob blobs;
    private final CopyBlobParts store;
    private final Blob known;
    private boolean isLookedAt;
    private boolean hasMoved;
    private Optional<Seen> seen = Optional.empty();

    SourceObject(FindBlob blobs, CopyBlobParts store, Blob known) {
        this.blobs = blobs;
        this.store = store;
        this.known = known;
    }

    /** The blob as it was when its object had this ETag. */
    record Seen(Blob blob, String etag) {}

    /** The object as it was seen; none if there is none to be had. */
    synchronized Optional<Seen> look() {
        if (!isLookedAt) {
            isLookedAt = true;
            seen = look(known).or(() -> follow(known));
        }
        return seen;
    }

    /** The object after a copy of it was refused: where the blob has moved to since; none if it hasn't. */
    synchronized Optional<Seen> lookAgain(Seen refused) {
        if (seen.equals(Optional.of(refused))) {
            seen = follow(refused.blob());
        }
        return seen;
    }

    private Optional<Seen> follow(Blob from) {
        if (hasMoved) {
            return Optional.empty();
        }
        hasMoved = true;
        return blobs.find(from.id())
                .filter(now -> now.life() == Life.LIVE && isStored(now) != isStored(from))
                .flatMap(this::look);
    }

    private Optional<Seen> look(Blob blob) {
        return store.etag(blob).map(etag -> new Seen(blob, etag));
    }

    private static boolean isStored(Blob blob) {
        return blob.place() == Place.STORED;
    }
}
