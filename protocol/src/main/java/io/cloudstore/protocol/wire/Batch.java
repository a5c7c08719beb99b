package io.cloudstore.protocol.wire;

import io.cloudstore.protocol.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the batch routes take and answer: up to {@value #MOST_ITEMS} items, an answer for each, in their order. */
public final class Batch {
    /** Most items of a call. */
    public static final int MOST_ITEMS = 100;

    private Batch() {}

    /** {@code POST /v1/uploads/batch}. */
    public record Open(List<OpenItem> uploads) {}

    /**
     * An upload to open.
     *
     * @param idempotencyKey as the header {@code Idempotency-Key} of the single route; may be left out
     */
    public record OpenItem(@Nullable String idempotencyKey, OpenUploadRequest upload) {}

    /** {@code POST /v1/uploads/batch/parts}; {@value SignPartsRequest#MOST_PARTS} parts in all. */
    public record Sign(List<SignItem> uploads) {}

    /** Parts of one upload to sign. */
    public record SignItem(String uploadId, List<PartDigest> parts) {}

    /** {@code POST /v1/uploads/batch/complete}. */
    public record Complete(List<CompleteItem> uploads) {}

    /** An upload to complete. */
    public record CompleteItem(String uploadId, String contentId) {}

    /** The answer: a result for each item. */
    public record Results<T>(List<Result<T>> results) {}

    /**
     * What the single route would have answered.
     *
     * @param status its HTTP status
     * @param body its body, when it succeeded
     * @param problem its problem, when it did not
     */
    public record Result<T>(
            int status, @Nullable T body, @Nullable Problem problem) {}
}
