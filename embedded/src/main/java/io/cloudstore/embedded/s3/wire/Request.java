package io.cloudstore.embedded.s3.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The head of a request, decoded once: everything that checks or acts reads the same values.
 *
 * @param path decoded, beginning with a slash
 * @param query decoded names and values in the order sent; a name without value has the empty one
 * @param headers values by lower-case name, as received
 */
public record Request(String method, String path, List<Parameter> query, Map<String, List<String>> headers) {

    /** One name of the query and its value. */
    public record Parameter(String name, String value) {}

    /** Parses the request line's target and takes over the headers, whatever the case of their names. */
    public static Request parse(String method, String target, Map<String, List<String>> headers) {
        int mark = target.indexOf('?');
        String path = UriEncoding.decodePath(mark < 0 ? target : target.substring(0, mark));
        Map<String, List<String>> lowered = new TreeMap<>();
        headers.forEach((name, values) -> lowered.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return new Request(method, path, parseQuery(mark < 0 ? "" : target.substring(mark + 1)), lowered);
    }

    private static List<Parameter> parseQuery(String raw) {
        List<Parameter> parameters = new ArrayList<>();
        for (String pair : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.add(new Parameter(UriEncoding.decodeQuery(name), UriEncoding.decodeQuery(value)));
            }
        }
        return List.copyOf(parameters);
    }

    /**
     * A header's value; several lines of it are joined by commas. An {@code x-amz-} header may also stand in the query,
     * where presigners put it to have it signed.
     */
    public Optional<String> header(String name) {
        List<String> values = headers.get(name);
        if (values != null && !values.isEmpty()) {
            return Optional.of(String.join(",", values).strip());
        }
        return name.startsWith("x-amz-") ? hoisted(name) : Optional.empty();
    }

    private Optional<String> hoisted(String name) {
        return query.stream()
                .filter(parameter -> parameter.name().equalsIgnoreCase(name))
                .map(Parameter::value)
                .findFirst();
    }

    public Optional<String> query(String name) {
        return query.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    public boolean asks(String subresource) {
        return query(subresource).isPresent();
    }

    /** The bucket that the path names, path-style; empty for the service itself. */
    public String bucket() {
        int slash = path.indexOf('/', 1);
        return slash < 0 ? path.substring(1) : path.substring(1, slash);
    }

    /** The object key that the path names; empty for a bucket. */
    public String key() {
        int slash = path.indexOf('/', 1);
        return slash < 0 ? "" : path.substring(slash + 1);
    }
}
