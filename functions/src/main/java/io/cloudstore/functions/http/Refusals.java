package io.cloudstore.functions.http;

import io.cloudstore.core.work.MetadataUnavailable;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a failure comes to for the caller; whatever the caller can't help is told to the log. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFunction.class);
    private static final long RETRY_SECONDS = 2;

    private Refusals() {}

    /**
     * The refusal that {@code failure} is or becomes.
     *
     * @param function whose log it is
     */
    static ProblemException of(RuntimeException failure, String function, String requestId) {
        return switch (failure) {
            case ProblemException refusal -> refusal;
            case StoreFailed away -> unavailable(away, function, requestId);
            case MetadataUnavailable away -> unavailable(away, function, requestId);
            default -> {
                LOG.error("{} {}", function, requestId, failure);
                yield new ProblemException(ProblemCode.INTERNAL, "Tell us the request id; a retry is safe.");
            }
        };
    }

    private static ProblemException unavailable(RuntimeException away, String function, String requestId) {
        LOG.warn("{} {}: {}", function, requestId, away.toString());
        return ProblemException.retryAfter(
                ProblemCode.UNAVAILABLE, "Nothing is lost; try again shortly.", RETRY_SECONDS);
    }
}
