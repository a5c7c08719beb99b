package io.cloudstore.protocol.wire;

import java.util.List;

/**
 * {@code POST /v1/uploads/{id}/parts/reuse}: 1 to {@value #MOST_PARTS} parts, each number once, which the store may copy
 * from content that the account holds already.
 */
public record ReusePartsRequest(List<PartDigest> parts) {
    /** Most parts a call may name. */
    public static final int MOST_PARTS = 1_000;
}
