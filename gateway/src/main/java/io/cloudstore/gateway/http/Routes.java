package io.cloudstore.gateway.http;

import io.cloudstore.gateway.template.Route;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the route of a request; a literal segment goes before a variable one, as in API Gateway. */
final class Routes {
    private final List<Pattern> patterns;

    Routes(List<Route> routes) {
        this.patterns = routes.stream()
                .map(route -> new Pattern(route, segments(route.path())))
                .sorted(Comparator.comparing(Pattern::specificity).reversed())
                .toList();
    }

    /**
     * The route that takes this method and path.
     *
     * @param path percent-encoded
     */
    Optional<Match> find(String method, String path) {
        List<String> segments = segments(path);
        return patterns.stream()
                .filter(pattern -> pattern.route().method().equals(method))
                .flatMap(pattern -> pattern.match(segments).stream())
                .findFirst();
    }

    /** Whether some method is at home at this path. */
    boolean knows(String path) {
        List<String> segments = segments(path);
        return patterns.stream().anyMatch(pattern -> pattern.match(segments).isPresent());
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }

    /**
     * A route with the values of its path variables, decoded.
     */
    record Match(Route route, Map<String, String> variables) {
        Match {
            variables = Map.copyOf(variables);
        }
    }

    private record Pattern(Route route, List<String> segments) {
        /** Text in which a literal segment sorts after a variable one. */
        String specificity() {
            StringBuilder order = new StringBuilder();
            segments.forEach(segment -> order.append(isVariable(segment) ? '0' : '1'));
            return order.toString();
        }

        Optional<Match> match(List<String> path) {
            if (path.size() != segments.size()) {
                return Optional.empty();
            }
            Map<String, String> variables = new HashMap<>();
            for (int i = 0; i < path.size(); i++) {
                String segment = segments.get(i);
                if (isVariable(segment) && isNameable(path.get(i))) {
                    variables.put(segment.substring(1, segment.length() - 1), decoded(path.get(i)));
                } else if (!segment.equals(path.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(new Match(route, variables));
        }

        private static boolean isVariable(String segment) {
            return segment.startsWith("{") && segment.endsWith("}");
        }

        /** A variable takes anything but nothing, the dots of relative paths and a broken escape. */
        private static boolean isNameable(String segment) {
            return !segment.isEmpty()
                    && !segment.equals(".")
                    && !segment.equals("..")
                    && segment.matches("([^%]|%[0-9a-fA-F]{2})*");
        }

        private static String decoded(String segment) {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        }
    }
}
