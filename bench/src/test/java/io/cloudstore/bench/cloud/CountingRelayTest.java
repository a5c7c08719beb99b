package io.cloudstore.bench.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class CountingRelayTest {
    @Test
    void it_passes_all_on_and_counts_it() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            byte[] body = call.getRequestBody().readAllBytes();
            call.sendResponseHeaders(200, body.length);
            call.getResponseBody().write(body);
            call.close();
        });
        server.start();
        URI behind = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        String body = "{\"text\":\"GET / HTTP/1.1 and more\"}".repeat(1_000);
        try (CountingRelay relay = CountingRelay.before(behind);
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            for (int i = 0; i < 3; i++) {
                HttpRequest call = HttpRequest.newBuilder(relay.address().resolve("/v1/uploads"))
                        .POST(BodyPublishers.ofString(body))
                        .build();
                assertThat(client.send(call, BodyHandlers.ofString()).body()).isEqualTo(body);
            }

            assertThat(relay.requests()).isEqualTo(3);
            assertThat(relay.bytes()).isBetween(6L * body.length(), 6L * body.length() + 3_000);
        } finally {
            server.stop(0);
        }
    }
}
