package io.cloudstore.protocol.wire;

import java.util.List;

/** {@code POST /v1/uploads/{id}/parts}: 1 to {@value #MOST_PARTS} parts, each number once. */
public record SignPartsRequest(List<PartDigest> parts) {
    /** Most parts a call may sign: their URLs must fit into a Lambda response of 6 MB. */
    public static final int MOST_PARTS = 500;
}
