package io.cloudstore.gateway.serve;

import io.cloudstore.gateway.http.Proxies;
import java.util.Map;

/**
 * What a cloud is served with.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0: any free one
 * @param parameters values of {@code template.yaml}'s parameters; secrets among them by reference
 * @param proxies whose word on who calls is believed
 * @param provision whether queues and buckets are made where they are missing
 * @param check whether the store is checked first
 */
public record ServeSettings(
        String host, int port, Map<String, String> parameters, Proxies proxies, boolean provision, boolean check) {

    public ServeSettings {
        parameters = Map.copyOf(parameters);
    }
}
