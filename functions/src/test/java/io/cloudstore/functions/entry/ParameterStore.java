package io.cloudstore.functions.entry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import tools.jackson.databind.JsonNode;

/** Parameter Store over HTTP, as far as the functions use it. */
final class ParameterStore implements AutoCloseable {
    final Map<String, String> parameters = new ConcurrentSkipListMap<>();
    private final HttpServer server;

    ParameterStore() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            JsonNode request = Events.JSON.readTree(call.getRequestBody());
            String name = request.path("Name").asString();
            boolean isPut = call.getRequestHeaders().getFirst("X-Amz-Target").endsWith("PutParameter");
            if (isPut
                    && parameters.containsKey(name)
                    && !request.path("Overwrite").asBoolean()) {
                say(call, 400, Map.of("__type", "ParameterAlreadyExists"));
            } else if (isPut) {
                parameters.put(name, request.path("Value").asString());
                say(call, 200, Map.of("Version", 1));
            } else if (parameters.containsKey(name)) {
                say(call, 200, Map.of("Parameter", Map.of("Name", name, "Value", parameters.get(name))));
            } else {
                say(call, 400, Map.of("__type", "ParameterNotFound"));
            }
        }
    }

    private static void say(HttpExchange call, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = Events.JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
