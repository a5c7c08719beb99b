package io.cloudstore.protocol.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link SignPartsRequest}.
 *
 * @param urls in the order of the request
 * @param likelyReusable numbers of those of the parts that content of the account has already: {@link ReusePartsRequest} has
 *     them copied, if it is asked before they are sent
 */
public record SignedPartsView(
        List<SignedPart> urls, @Nullable List<Integer> likelyReusable) {}
