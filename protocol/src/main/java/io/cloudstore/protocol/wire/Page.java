package io.cloudstore.protocol.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param nextCursor what to hand in as {@code cursor} for the next page; none at the end
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    /** Entries of a page when {@code limit} is left out. */
    public static final int DEFAULT_LIMIT = 100;
    /** Most entries of a page. */
    public static final int MOST = 1000;
}
