package io.cloudstore.core.sweep;

import io.cloudstore.core.work.StoreFailed;
import java.util.UUID;

/** Removes what lies in the long-term bucket under one key. Throws {@link StoreFailed} when the store fails. */
public interface CleanLongTerm {
    /** Deletes the object and aborts every multipart upload under the key, until none is listed. */
    void clean(UUID longTermKey);
}
