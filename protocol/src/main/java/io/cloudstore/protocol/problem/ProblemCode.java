package io.cloudstore.protocol.problem;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Every code that a problem document can carry. A code, once published, keeps its meaning and its status. */
public enum ProblemCode {
    MALFORMED_JSON(400, "The body is not the JSON object that this route takes"),
    INVALID_REQUEST(400, "A field is missing, of the wrong type or out of range"),
    INVALID_NAME(400, "The name cannot be used"),
    WEAK_PASSWORD(400, "The password cannot be used"),
    IDEMPOTENCY_KEY_REFUSED(400, "This route takes no Idempotency-Key"),

    SIGN_IN_REQUIRED(401, "The access token is missing, forged or expired"),
    SESSION_ENDED(401, "The session was signed out or has expired"),
    WRONG_CREDENTIALS(401, "Name or password is wrong"),
    REFRESH_REFUSED(401, "The refresh token is unknown, used or expired"),

    SIGN_UP_CLOSED(403, "This installation takes no new accounts"),
    FORBIDDEN(403, "The request is not allowed"),

    NOT_FOUND(404, "There is nothing of that id that is yours"),
    NO_SUCH_ROUTE(404, "There is no such route"),
    METHOD_NOT_ALLOWED(405, "The route does not take this method"),

    ACCOUNT_NAME_TAKEN(409, "An account of that name exists"),
    NAME_TAKEN(409, "The folder already holds an entry of that name"),
    PARTS_MISSING(409, "Parts are missing in the store"),
    CONTENT_DIFFERS(409, "The content id differs from that of the signed parts"),
    UPLOAD_CLOSED(409, "The upload is no longer open"),
    NOT_VERIFIED_YET(409, "The content is not yet verified in long-term storage"),
    CONTENT_REJECTED(409, "The stored object is not what the store attested"),
    TOO_MANY_UPLOADS(409, "Too many uploads are open"),
    FOLDER_CYCLE(409, "A folder cannot be moved into itself"),
    FOLDER_TOO_DEEP(409, "The folder would lie too deep"),

    PAYLOAD_TOO_LARGE(413, "The request body is too large"),
    FILE_TOO_LARGE(413, "The file is larger than the largest that can be stored"),
    QUOTA_EXCEEDED(413, "The account's quota does not hold that much more"),

    IDEMPOTENCY_KEY_REUSED(422, "Another request was sent under this Idempotency-Key"),

    RATE_LIMITED(429, "Too many calls; wait and try again"),
    TOO_MANY_FAILURES(429, "Too many failed attempts; wait and try again"),

    INTERNAL(500, "The service failed; the state is unchanged or completed, and a retry is safe"),
    BAD_GATEWAY(502, "The function failed to answer"),
    UNAVAILABLE(503, "A part of the service is not available; try again"),
    CONTENT_QUARANTINED(503, "The stored content failed its integrity check"),
    TIMED_OUT(504, "The answer took too long; a retry is safe");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status that goes with the code. */
    public int status() {
        return status;
    }

    /** What the code means, in one sentence that never changes with the occasion. */
    public String title() {
        return title;
    }

    /** The code as written in JSON: lower case with dashes, {@code not-found}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The code written as {@code code}, if there is one. */
    public static Optional<ProblemCode> of(String code) {
        return Stream.of(values()).filter(each -> each.code().equals(code)).findFirst();
    }
}
