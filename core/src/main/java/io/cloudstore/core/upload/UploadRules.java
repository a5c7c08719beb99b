package io.cloudstore.core.upload;

import io.cloudstore.core.blob.DedupPolicy;
import java.time.Duration;

/**
 * The numbers that uploads go by.
 *
 * @param mostOpen open uploads an account may have
 * @param urlLife life of a presigned URL
 * @param idle an upload expires when nothing happens to it for so long
 * @param longest an upload expires when it is so old, whatever happens to it
 * @param dedup which domain new content falls into
 */
public record UploadRules(int mostOpen, Duration urlLife, Duration idle, Duration longest, DedupPolicy dedup) {

    /** How long uploads live. */
    UploadLife life() {
        return new UploadLife(idle, longest);
    }
}
