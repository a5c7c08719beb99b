package io.cloudstore.core.upload;

import java.time.Duration;
import java.time.Instant;

/**
 * How long open uploads live.
 *
 * @param idle an upload expires when nothing happens to it for so long
 * @param longest an upload expires when it is so old, whatever happens to it
 */
public record UploadLife(Duration idle, Duration longest) {
    /** When an upload made at {@code createdAt}, to which something happened {@code now}, expires. */
    public Instant expiry(Instant createdAt, Instant now) {
        Instant idleEnd = now.plus(idle);
        Instant end = createdAt.plus(longest);
        return idleEnd.isBefore(end) ? idleEnd : end;
    }
}
