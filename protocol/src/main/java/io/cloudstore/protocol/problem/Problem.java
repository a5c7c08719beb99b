package io.cloudstore.protocol.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457, {@code application/problem+json}).
 *
 * @param type a URI that names the problem: {@code urn:cloudstore:problem:<code>}
 * @param title the code's meaning
 * @param status the HTTP status
 * @param code the stable code
 * @param detail what happened here and what to do
 * @param requestId names the call in the logs; empty where nobody numbered it
 * @param fields the fields at fault, for a request that was refused for them
 * @param missingParts the first 1,000 part numbers that are not held, for {@code parts-missing}
 * @param retryAfterSeconds how long to wait before trying again, where that is known
 */
public record Problem(
        String type,
        String title,
        int status,
        String code,
        String detail,
        String requestId,
        @Nullable List<FieldProblem> fields,
        @Nullable List<Integer> missingParts,
        @Nullable Long retryAfterSeconds) {

    /** The media type of a problem document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * One field at fault.
     *
     * @param field its path in the body, as {@code parts[3].sha256}
     * @param reason what is wrong with it
     */
    public record FieldProblem(String field, String reason) {}

    /** The document for {@code refusal}, met while answering the call {@code requestId}. */
    public static Problem of(ProblemException refusal, String requestId) {
        ProblemCode code = refusal.code();
        return new Problem(
                "urn:cloudstore:problem:" + code.code(),
                code.title(),
                code.status(),
                code.code(),
                refusal.detail(),
                requestId,
                refusal.fields().isEmpty() ? null : refusal.fields(),
                refusal.missingParts().isEmpty() ? null : refusal.missingParts(),
                refusal.retryAfterSeconds());
    }
}
