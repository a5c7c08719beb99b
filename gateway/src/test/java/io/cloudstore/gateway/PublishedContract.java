package io.cloudstore.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code openapi.yaml}, what clients are promised. */
public final class PublishedContract {
    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete");

    private final Map<String, Object> openapi;

    private PublishedContract(Map<String, Object> openapi) {
        this.openapi = openapi;
    }

    /** As it lies beside the template. */
    public static PublishedContract read() {
        try {
            String yaml = Files.readString(Path.of("..", "openapi.yaml"));
            return new PublishedContract(map(new Load(LoadSettings.builder().build()).loadFromString(yaml)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Each route, for example {@code POST /v1/uploads}, and whether it wants no token. */
    public Map<String, Boolean> routes() {
        Map<String, Boolean> routes = new TreeMap<>();
        at("paths")
                .forEach((path, item) -> map(item).forEach((method, operation) -> {
                    if (METHODS.contains(method)) {
                        boolean open = map(operation).get("security") instanceof List<?> security && security.isEmpty();
                        routes.put(method.toUpperCase(Locale.ROOT) + " " + path, open);
                    }
                }));
        return routes;
    }

    /** The map at the end of {@code path}; refuses a name that isn't there. */
    Map<String, Object> at(String... path) {
        Map<String, Object> map = openapi;
        for (String name : path) {
            Object inner = map.get(name);
            if (inner == null) {
                throw new IllegalStateException("openapi.yaml lacks " + String.join(".", path));
            }
            map = map(inner);
        }
        return map;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
