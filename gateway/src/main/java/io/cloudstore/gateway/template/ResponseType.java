package io.cloudstore.gateway.template;

/**
 * The kinds of error that API Gateway answers by itself, as far as they can happen here, with its own status codes.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html">Gateway
 *     response types</a>
 */
public enum ResponseType {
    /** The token is missing or can't be one, or the authorizer said "Unauthorized". */
    UNAUTHORIZED(401, "Unauthorized"),
    /** The authorizer's policy denies. */
    ACCESS_DENIED(403, "User is not authorized to access this resource"),
    /** No such path or method: API Gateway's name for it comes from what AWS's own clients get wrong. */
    MISSING_AUTHENTICATION_TOKEN(403, "Missing Authentication Token"),
    /** The body is larger than a function takes. */
    REQUEST_TOO_LARGE(413, "Request Too Long"),
    /** More requests than the API takes. */
    THROTTLED(429, "Too Many Requests"),
    /** The authorizer failed or gave an answer that is no policy. */
    AUTHORIZER_FAILURE(500, "Internal server error"),
    /** The function took too long. */
    INTEGRATION_TIMEOUT(504, "Endpoint request timed out"),
    /** Any other error of the caller. */
    DEFAULT_4XX(400, "Bad Request"),
    /** Any other error; among them a function that failed or answered what is no response. */
    DEFAULT_5XX(502, "Internal server error");

    private final int status;
    private final String message;

    ResponseType(int status, String message) {
        this.status = status;
        this.message = message;
    }

    /** The status code where the template sets none. */
    public int status() {
        return status;
    }

    /** API Gateway's own words, {@code $context.error.message}. */
    public String message() {
        return message;
    }

    /** The type whose answer stands in where this one has none. */
    public ResponseType fallback() {
        return status < 500 ? DEFAULT_4XX : DEFAULT_5XX;
    }
}
