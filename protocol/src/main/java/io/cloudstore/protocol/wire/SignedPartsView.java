package io.cloudstore.protocol.wire;

import java.util.List;

/** The answer to {@link SignPartsRequest}, in its order. */
public record SignedPartsView(List<SignedPart> urls) {}
