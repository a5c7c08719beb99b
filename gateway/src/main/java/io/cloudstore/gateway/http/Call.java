package io.cloudstore.gateway.http;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as it came in.
 *
 * @param requestId made here, never taken from the client
 * @param method in capitals
 * @param path as sent, still percent-encoded, without the query
 * @param query decoded
 * @param headers by name; looked up in any case
 * @param sourceIp the peer's address
 * @param protocol for example {@code HTTP/1.1}
 * @param body the way to the body
 */
record Call(
        String requestId,
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        String sourceIp,
        String protocol,
        Body body) {

    Call {
        TreeMap<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> {
            if (!madeByGateways(name)) {
                anyCase.put(name, List.copyOf(values));
            }
        });
        headers = anyCase;
    }

    /** All values of a header; empty when it wasn't sent. */
    List<String> header(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /**
     * Headers that a client can't set: what gateways say about it, and what Spring Cloud Function would take for an
     * order.
     */
    private static boolean madeByGateways(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("x-forwarded-")
                || name.startsWith("x-amzn-")
                || name.startsWith("spring.cloud.function.")
                || name.equals("forwarded");
    }

    /** Reads the body when, and only when, it is wanted. */
    interface Body {
        /**
         * All bytes.
         *
         * @throws TooLarge when there are more than {@code limit}
         * @throws IOException when the client went away
         */
        byte[] read(int limit) throws IOException, TooLarge;
    }

    /** The body has more bytes than allowed. */
    static final class TooLarge extends Exception {
        TooLarge() {
            super("the body is too large", null, false, false);
        }
    }
}
