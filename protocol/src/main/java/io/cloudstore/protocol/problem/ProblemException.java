package io.cloudstore.protocol.problem;

import io.cloudstore.protocol.problem.Problem.FieldProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that was refused, with its stable code. Use cases throw it for what their caller can't handle; the client
 * library throws it for a problem document that it was answered. It is an expected outcome: no stack trace is kept.
 */
public final class ProblemException extends RuntimeException {
    private final ProblemCode code;
    private final String detail;
    private final List<FieldProblem> fields;
    private final List<Integer> missingParts;
    private final @Nullable Long retryAfterSeconds;
    private final String requestId;

    private ProblemException(
            ProblemCode code,
            String detail,
            List<FieldProblem> fields,
            List<Integer> missingParts,
            @Nullable Long retryAfterSeconds,
            String requestId) {
        super(code.code() + ": " + detail, null, false, false);
        this.code = code;
        this.detail = detail;
        this.fields = List.copyOf(fields);
        this.missingParts = List.copyOf(missingParts);
        this.retryAfterSeconds = retryAfterSeconds;
        this.requestId = requestId;
    }

    /** A refusal whose detail says what happened and what to do. */
    public ProblemException(ProblemCode code, String detail) {
        this(code, detail, List.of(), List.of(), null, "");
    }

    /** A refusal for one field of the request. */
    public static ProblemException field(String field, String reason) {
        return fields(List.of(new FieldProblem(field, reason)));
    }

    /** A refusal for fields of the request. */
    public static ProblemException fields(List<FieldProblem> fields) {
        String detail = String.join(
                "; ", fields.stream().map(f -> f.field() + " " + f.reason()).toList());
        return new ProblemException(ProblemCode.INVALID_REQUEST, detail, fields, List.of(), null, "");
    }

    /** The same refusal for everything that is not the caller's, whether it exists or not. */
    public static ProblemException notFound() {
        return new ProblemException(ProblemCode.NOT_FOUND, "There is nothing of that id in your account.");
    }

    /** A refusal that lifts by itself after {@code seconds}. */
    public static ProblemException retryAfter(ProblemCode code, String detail, long seconds) {
        return new ProblemException(code, detail, List.of(), List.of(), seconds, "");
    }

    /** A complete that found parts missing; {@code parts} are the first 1,000 of their numbers. */
    public static ProblemException missing(List<Integer> parts) {
        return new ProblemException(
                ProblemCode.PARTS_MISSING,
                "Sign and send the missing parts, then complete again.",
                List.of(),
                parts.subList(0, Math.min(1000, parts.size())),
                null,
                "");
    }

    /** What a client was answered. Codes that this version does not know count as {@link ProblemCode#INTERNAL}. */
    public static ProblemException answered(Problem problem) {
        return new ProblemException(
                ProblemCode.of(problem.code()).orElse(ProblemCode.INTERNAL),
                problem.detail(),
                problem.fields() == null ? List.of() : problem.fields(),
                problem.missingParts() == null ? List.of() : problem.missingParts(),
                problem.retryAfterSeconds(),
                problem.requestId());
    }

    /** The stable code. */
    public ProblemCode code() {
        return code;
    }

    /** What happened here and what to do, for people. */
    public String detail() {
        return detail;
    }

    /** The fields at fault; empty unless the request was refused for them. */
    public List<FieldProblem> fields() {
        return fields;
    }

    /** Part numbers that are not held; empty unless parts are missing. */
    public List<Integer> missingParts() {
        return missingParts;
    }

    /** Seconds to wait before trying again, where that is known. */
    public @Nullable Long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** The call's id in the service's logs; empty where it is not known. */
    public String requestId() {
        return requestId;
    }
}
