package io.cloudstore.cli.serve;

import io.cloudstore.gateway.hosting.Application;
import io.cloudstore.gateway.serve.ServeSettings;
import io.cloudstore.gateway.serve.ServedCloud;
import java.net.URI;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The gateway with Cloudstore's own functions. */
final class Served implements Server {
    private final ServedCloud cloud;

    private Served(ServedCloud cloud) {
        this.cloud = cloud;
    }

    static Server start(ServeSettings settings, BiConsumer<String, Duration> ready) {
        // Helidon and the MySQL driver log by java.util.logging.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        return Parameters.used(() -> new Served(ServedCloud.start(settings, Application.shipped(), ready::accept)));
    }

    @Override
    public URI address() {
        return cloud.address();
    }

    @Override
    public void close() {
        cloud.close();
    }
}
