package io.cloudstore.functions.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.SessionId;
import io.cloudstore.core.admission.ReadToken.Claims;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.Page;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** A call as a route sees it. Everything in it is the caller's and is checked here before it goes further. */
final class Call {
    /** The header by which a creating call names itself. */
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private static final int NETWORK_BYTES = 8;

    private final APIGatewayProxyRequestEvent event;

    Call(APIGatewayProxyRequestEvent event) {
        this.event = event;
    }

    /** The body as {@code type}. */
    <T> T body(Class<T> type) {
        String body = event.getBody() == null ? "" : event.getBody();
        boolean encoded = Boolean.TRUE.equals(event.getIsBase64Encoded());
        return Json.read(encoded ? decode(body) : body, type);
    }

    private static String decode(String body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(body)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException broken) {
            throw new ProblemException(ProblemCode.MALFORMED_JSON, "Send one JSON object, each key once.");
        }
    }

    /** The id in the path. One that cannot be an id answers like one that never was. */
    UUID id() {
        return uuid(pathParameter("id"));
    }

    /** The text in the path where an id stands. */
    String pathParameter(String name) {
        return Optional.ofNullable(event.getPathParameters())
                .map(parameters -> parameters.get(name))
                .orElseThrow(ProblemException::notFound);
    }

    /** An id that came as text. */
    static UUID uuid(String text) {
        if (!UUID_TEXT.matcher(text).matches()) {
            throw ProblemException.notFound();
        }
        return UUID.fromString(text);
    }

    /** A query parameter. */
    Optional<String> query(String name) {
        return Optional.ofNullable(event.getQueryStringParameters()).map(parameters -> parameters.get(name));
    }

    /** How many items a list may answer. */
    int limit() {
        String text = query("limit").orElse(String.valueOf(Page.DEFAULT_LIMIT));
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > Page.MOST) {
            throw ProblemException.field("limit", "must be 1 to " + Page.MOST);
        }
        return Integer.parseInt(text);
    }

    /** Where a list goes on, as this function wrote it into the page before. */
    Optional<String> cursor() {
        return query("cursor").map(text -> {
            try {
                return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException broken) {
                throw badCursor();
            }
        });
    }

    static String writeCursor(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    static ProblemException badCursor() {
        return ProblemException.field("cursor", "is not one that a page handed out");
    }

    /** A header, whatever case its name came in. */
    Optional<String> header(String name) {
        Map<String, String> headers = event.getHeaders() == null ? Map.of() : event.getHeaders();
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The caller's name for a creating call, from the header {@code Idempotency-Key}. */
    Optional<String> idempotencyKey() {
        return header(IDEMPOTENCY_KEY).map(key -> Fields.idempotencyKey(IDEMPOTENCY_KEY, key));
    }

    /**
     * Returns if the header {@code Idempotency-Key} was not sent.
     *
     * @param detail what to do instead
     * @throws ProblemException idempotency-key-refused
     */
    void refuseIdempotencyKey(String detail) {
        if (header(IDEMPOTENCY_KEY).isPresent()) {
            throw new ProblemException(ProblemCode.IDEMPOTENCY_KEY_REFUSED, detail);
        }
    }

    /** Where the call came from, as the gateway saw it, never what a header claims; of IPv6 the network. */
    String address() {
        return countedTogether(Optional.ofNullable(event.getRequestContext())
                .map(APIGatewayProxyRequestEvent.ProxyRequestContext::getIdentity)
                .map(APIGatewayProxyRequestEvent.RequestIdentity::getSourceIp)
                .orElse(""));
    }

    /** Of IPv6 the /64, which is one household's or one machine's; whatever else it is counts as itself. */
    private static String countedTogether(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address v6
                    ? HexFormat.of().formatHex(v6.getAddress(), 0, NETWORK_BYTES)
                    : address;
        } catch (IllegalArgumentException noAddress) {
            return address;
        }
    }

    /** The call's number in the logs. */
    String requestId() {
        return Optional.ofNullable(event.getRequestContext())
                .map(APIGatewayProxyRequestEvent.ProxyRequestContext::getRequestId)
                .orElse("");
    }

    /** When the gateway got the call; none if the host does not tell. Milliseconds since 1970, as API Gateway has it. */
    Optional<Instant> arrival() {
        return Optional.ofNullable(event.getRequestContext())
                .map(APIGatewayProxyRequestEvent.ProxyRequestContext::getRequestTimeEpoch)
                .map(Instant::ofEpochMilli);
    }

    /** Method and resource, as the template declares them: {@code GET /v1/files/{id}}. */
    String route() {
        return event.getHttpMethod() + " " + event.getResource();
    }

    /** Whose call the logs say it is; empty where nobody signed in. */
    String accountId() {
        Object account = verdict().get("accountId");
        return account == null ? "" : account.toString();
    }

    private Map<String, Object> verdict() {
        return Optional.ofNullable(event.getRequestContext())
                .map(APIGatewayProxyRequestEvent.ProxyRequestContext::getAuthorizer)
                .orElse(Map.of());
    }

    /** The authorizer's verdict. */
    Claims claims() {
        Map<String, Object> verdict = verdict();
        try {
            return new Claims(
                    new AccountId(UUID.fromString(text(verdict, "accountId"))),
                    new SessionId(UUID.fromString(text(verdict, "sessionId"))),
                    Instant.ofEpochSecond(Long.parseLong(text(verdict, "exp"))));
        } catch (IllegalArgumentException missing) {
            throw new ProblemException(ProblemCode.SIGN_IN_REQUIRED, "Send an access token.");
        }
    }

    private static String text(Map<String, Object> verdict, String key) {
        return String.valueOf(verdict.get(key));
    }
}
