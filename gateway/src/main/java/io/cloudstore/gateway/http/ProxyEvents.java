package io.cloudstore.gateway.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.RequestIdentity;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.cloudstore.gateway.template.Api;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A request as the event of a Lambda proxy integration, and a function's answer as a response.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html">Lambda
 *     proxy integrations</a>
 */
final class ProxyEvents {
    private static final DateTimeFormatter REQUEST_TIME = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    /** Headers that belong to the connection, which is the server's. */
    private static final Set<String> CONNECTION = Set.of(
            "connection", "content-length", "transfer-encoding", "keep-alive", "upgrade", "trailer", "te", "date");

    /** RFC 9110, section 5.6.2: token. */
    private static final Pattern HEADER_NAME = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]+");

    /** RFC 9110, section 5.5: visible ASCII, blanks and opaque bytes, no control character. */
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

    private final Api api;
    private final String accountId;
    private final InstantSource clock;

    ProxyEvents(Api api, String accountId, InstantSource clock) {
        this.api = api;
        this.accountId = accountId;
        this.clock = clock;
    }

    /** The event that the function gets. */
    APIGatewayProxyRequestEvent request(Call call, Routes.Match match, byte[] body, Map<String, Object> authorizer) {
        Map<String, List<String>> headers = new TreeMap<>(call.headers());
        headers.put("X-Forwarded-For", List.of(call.sourceIp()));
        APIGatewayProxyRequestEvent event = new APIGatewayProxyRequestEvent();
        event.setResource(match.route().path());
        event.setPath(call.path());
        event.setHttpMethod(call.method());
        event.setHeaders(lastOfEach(headers));
        event.setMultiValueHeaders(headers);
        if (!call.query().isEmpty()) {
            event.setQueryStringParameters(lastOfEach(call.query()));
            event.setMultiValueQueryStringParameters(call.query());
        }
        if (!match.variables().isEmpty()) {
            event.setPathParameters(match.variables());
        }
        event.setIsBase64Encoded(false);
        if (body.length > 0) {
            setBody(event, body);
        }
        event.setRequestContext(context(call, match, authorizer));
        return event;
    }

    /** Bytes that are no UTF-8 go as base64, so that the function sees what was sent and not what stands in for it. */
    private static void setBody(APIGatewayProxyRequestEvent event, byte[] body) {
        try {
            event.setBody(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException notText) {
            event.setBody(Base64.getEncoder().encodeToString(body));
            event.setIsBase64Encoded(true);
        }
    }

    /**
     * The response that the function's answer stands for.
     *
     * @throws IllegalArgumentException when it is no response
     */
    static Answer answer(APIGatewayProxyResponseEvent response) {
        Integer status = response.getStatusCode();
        if (status == null || status < 100 || status > 599) {
            throw new IllegalArgumentException("the function's answer has no status code");
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (response.getHeaders() != null) {
            response.getHeaders().forEach((name, value) -> headers.put(name, List.of(value)));
        }
        if (response.getMultiValueHeaders() != null) {
            response.getMultiValueHeaders().forEach((name, values) -> headers.put(name, new ArrayList<>(values)));
        }
        headers.forEach(ProxyEvents::requireSendable);
        headers.keySet().removeIf(name -> CONNECTION.contains(name.toLowerCase(Locale.ROOT)));
        byte[] body = body(response);
        if (body.length > 0) {
            headers.putIfAbsent("Content-Type", List.of("application/json"));
        }
        return new Answer(status, headers, body);
    }

    /** A line break in a header would let whoever chose its value write headers, or a second response, of their own. */
    private static void requireSendable(String name, List<String> values) {
        if (!HEADER_NAME.matcher(name).matches()
                || !values.stream()
                        .allMatch(value -> HEADER_VALUE.matcher(value).matches())) {
            throw new IllegalArgumentException(
                    "the function's answer has a header that can't be sent: " + name.replaceAll("[^!-~]", "?"));
        }
    }

    private static byte[] body(APIGatewayProxyResponseEvent response) {
        String body = response.getBody();
        if (body == null) {
            return new byte[0];
        }
        return Boolean.TRUE.equals(response.getIsBase64Encoded())
                ? Base64.getDecoder().decode(body)
                : body.getBytes(StandardCharsets.UTF_8);
    }

    private ProxyRequestContext context(Call call, Routes.Match match, Map<String, Object> authorizer) {
        RequestIdentity identity = new RequestIdentity();
        identity.setSourceIp(call.sourceIp());
        identity.setUserAgent(String.join(",", call.header("User-Agent")));
        ProxyRequestContext context = new ProxyRequestContext();
        context.setAccountId(accountId);
        context.setApiId(api.logicalId());
        context.setStage(api.stage());
        context.setRequestId(call.requestId());
        context.setExtendedRequestId(call.requestId());
        context.setResourceId(match.route().method() + " " + match.route().path());
        context.setResourcePath(match.route().path());
        context.setHttpMethod(call.method());
        context.setPath(call.path());
        context.setProtocol(call.protocol());
        context.setRequestTimeEpoch(clock.millis());
        context.setRequestTime(REQUEST_TIME.format(clock.instant()));
        context.setIdentity(identity);
        if (!authorizer.isEmpty()) {
            context.setAuthorizer(new HashMap<>(authorizer));
        }
        return context;
    }

    private static Map<String, String> lastOfEach(Map<String, List<String>> values) {
        Map<String, String> last = new TreeMap<>();
        values.forEach((name, all) -> last.put(name, all.isEmpty() ? "" : all.getLast()));
        return last;
    }
}
