package io.cloudstore.protocol.wire;

import java.util.List;

/**
 * The answer to {@link ReusePartsRequest}.
 *
 * @param reused numbers of the parts that the store now holds; all others have to be sent
 */
public record ReusedPartsView(List<Integer> reused) {}
