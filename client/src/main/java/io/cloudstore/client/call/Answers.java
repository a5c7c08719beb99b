package io.cloudstore.client.call;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cloudstore.protocol.problem.Problem;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Bodies to and from JSON. Fields that this version doesn't know are passed over, so that the service may grow. */
final class Answers {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Answers() {}

    static String write(Object body) {
        return JSON.writeValueAsString(body);
    }

    static <T> T read(HttpResponse<String> response, TypeReference<T> type) throws IOException {
        if (type.getType() == Void.class) {
            return none();
        }
        try {
            return Objects.requireNonNull(JSON.readValue(response.body(), type), "the answer is null");
        } catch (JacksonException | NullPointerException e) {
            throw new IOException("what answers at " + response.uri() + " is no Cloudstore service", e);
        }
    }

    @SuppressWarnings("NullAway") // Void has no other value.
    private static <T> T none() {
        return null;
    }

    /** The refusal that a response with an error status is. */
    static ProblemException problem(HttpResponse<String> response) {
        Problem problem = document(response.body());
        if (problem == null || problem.code() == null) {
            return ProblemException.answered(made(response, code(response.statusCode())));
        }
        return ProblemException.answered(new Problem(
                problem.type(),
                problem.title(),
                response.statusCode(),
                ProblemCode.of(problem.code())
                        .orElse(code(response.statusCode()))
                        .code(),
                Objects.requireNonNullElse(problem.detail(), Objects.requireNonNullElse(problem.title(), "")),
                Objects.requireNonNullElse(problem.requestId(), requestId(response)),
                problem.fields(),
                problem.missingParts(),
                problem.retryAfterSeconds() == null ? retryAfter(response) : problem.retryAfterSeconds()));
    }

    private static @Nullable Problem document(String body) {
        try {
            return JSON.readValue(body, Problem.class);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** For an answer that came from something between us and the functions. */
    private static Problem made(HttpResponse<String> response, ProblemCode code) {
        String detail = "HTTP status " + response.statusCode();
        return new Problem(
                "",
                code.title(),
                code.status(),
                code.code(),
                detail,
                requestId(response),
                null,
                null,
                retryAfter(response));
    }

    private static ProblemCode code(int status) {
        return switch (status) {
            case 401 -> ProblemCode.SIGN_IN_REQUIRED;
            case 403 -> ProblemCode.FORBIDDEN;
            case 404 -> ProblemCode.NO_SUCH_ROUTE;
            case 413 -> ProblemCode.PAYLOAD_TOO_LARGE;
            case 429 -> ProblemCode.RATE_LIMITED;
            case 502 -> ProblemCode.BAD_GATEWAY;
            case 503 -> ProblemCode.UNAVAILABLE;
            case 504 -> ProblemCode.TIMED_OUT;
            default -> status < 500 ? ProblemCode.INVALID_REQUEST : ProblemCode.INTERNAL;
        };
    }

    private static String requestId(HttpResponse<?> response) {
        return response.headers()
                .firstValue("x-request-id")
                .or(() -> response.headers().firstValue("x-amzn-requestid"))
                .orElse("");
    }

    private static @Nullable Long retryAfter(HttpResponse<?> response) {
        return RetryAfter.seconds(response.headers());
    }
}
