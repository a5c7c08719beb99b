package io.cloudstore.core.sweep;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Whether a row, as it stands now, says what an object is there for, or sees to it that it goes. */
public interface KnowKeys {
    /** Those of the staging keys that an upload or a blob needs, or that a job cleans, all at one moment. */
    Set<UUID> staging(Collection<UUID> keys);

    /** Those of the long-term keys that are a blob's. */
    Set<UUID> longTerm(Collection<UUID> keys);
}
