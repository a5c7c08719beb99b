package io.cloudstore.gateway.http;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A response as it goes out.
 *
 * @param status the status code
 * @param headers by name, in any case
 * @param body its bytes; empty: none
 */
@SuppressWarnings("ArrayRecordComponent") // made once, sent once, never compared
record Answer(int status, Map<String, List<String>> headers, byte[] body) {

    Answer {
        TreeMap<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    /** The same answer with one more header. */
    Answer with(String name, String value) {
        Map<String, List<String>> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(name, List.of(value));
        return new Answer(status, more, body);
    }
}
