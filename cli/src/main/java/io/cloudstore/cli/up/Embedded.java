package io.cloudstore.cli.up;

import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.embedded.EmbeddedCloud;
import io.cloudstore.embedded.EmbeddedSettings;
import io.cloudstore.gateway.hosting.CannotStart;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The embedded cloud. */
final class Embedded implements Cloud {
    private final EmbeddedCloud cloud;

    private Embedded(EmbeddedCloud cloud) {
        this.cloud = cloud;
    }

    static Cloud start(Path data, OptionalInt port, BiConsumer<String, Duration> ready) throws InterruptedException {
        // Helidon logs by java.util.logging, which would else print on the terminal.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        EmbeddedSettings settings = EmbeddedSettings.in(data);
        try {
            return new Embedded(
                    EmbeddedCloud.start(port.isPresent() ? settings.onPort(port.getAsInt()) : settings, ready::accept));
        } catch (CannotStart e) {
            throw CommandFailure.ofLines(ExitCode.FAILURE, String.valueOf(e.getMessage()), "");
        }
    }

    @Override
    public URI address() {
        return cloud.gateway();
    }

    @Override
    public void close() {
        cloud.close();
    }
}
