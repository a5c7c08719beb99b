package io.cloudstore.cli.up;

import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.embedded.EmbeddedCloud;
import io.cloudstore.embedded.EmbeddedSettings;
import io.cloudstore.embedded.folder.CannotStart;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/** The embedded cloud. */
final class Embedded implements Cloud {
    private final EmbeddedCloud cloud;

    private Embedded(EmbeddedCloud cloud) {
        this.cloud = cloud;
    }

    static Cloud start(Path data, OptionalInt port, BiConsumer<String, Duration> ready) throws InterruptedException {
        try {
            return new Embedded(EmbeddedCloud.start(new EmbeddedSettings(data, port, Map.of()), ready::accept));
        } catch (CannotStart e) {
            throw new CommandFailure(ExitCode.FAILURE, String.valueOf(e.getMessage()), "");
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
