package io.cloudstore.embedded;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.cloudstore.embedded.folder.CannotStart;
import io.cloudstore.embedded.folder.DataFolder;
import io.cloudstore.embedded.folder.EngineLog;
import io.cloudstore.embedded.folder.Ports;
import io.cloudstore.embedded.folder.Secrets;
import io.cloudstore.embedded.folder.Secrets.Secret;
import io.cloudstore.functions.entry.FunctionHost;
import io.cloudstore.gateway.Gateway;
import io.cloudstore.gateway.GatewaySettings;
import io.cloudstore.gateway.QueueAccess;
import io.cloudstore.gateway.template.HostedFunction;
import io.cloudstore.gateway.template.Template;
import io.cloudstore.gateway.template.TemplateException;
import io.cloudstore.gateway.template.TemplateReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The whole cloud on this machine: four engines, and the gateway with the functions in front of them. */
public final class EmbeddedCloud implements AutoCloseable {
    private static final String MIGRATE = "MigrateFunction";
    private static final String HEALTH = "/v1/health";
    private static final int HEALTH_MILLIS = 10_000;

    private final Shutdown shutdown;
    private final DataFolder folder;
    private final Template template;
    private final Engines engines;
    private final Gateway gateway;

    private EmbeddedCloud(
            Shutdown shutdown, DataFolder folder, Template template, Engines engines, Gateway gateway) {
        this.shutdown = shutdown;
        this.folder = folder;
        this.template = template;
        this.engines = engines;
        this.gateway = gateway;
    }

    /**
     * Starts everything, on what an earlier start left in the data folder, and returns when the API answers.
     *
     * @param functions what the gateway calls; closed with the cloud when it is {@link AutoCloseable}, also when the
     *     start fails
     * @throws CannotStart when it doesn't come up; the message is a sentence for people, and nothing is left running
     */
    public static EmbeddedCloud start(EmbeddedSettings settings, FunctionHost functions, Progress progress)
            throws InterruptedException {
        Shutdown shutdown = new Shutdown();
        boolean started = false;
        try {
            EmbeddedCloud cloud = start(settings, functions, progress, shutdown);
            started = true;
            return cloud;
        } catch (TemplateException e) {
            throw new CannotStart(String.valueOf(e.getMessage()), e);
        } finally {
            if (!started) {
                shutdown.close();
            }
        }
    }

    private static EmbeddedCloud start(
            EmbeddedSettings settings, FunctionHost functions, Progress progress, Shutdown shutdown)
            throws InterruptedException {
        DataFolder folder = shutdown.add(DataFolder.open(settings.data(), settings.basePort()));
        shutdown.add(EngineLog.ofEvents(folder.log("gateway"), "io.cloudstore", "access", "io.helidon"));
        Template template = TemplateReader.shipped(LocalParameters.of(folder, settings.parameters()));
        Engines engines = shutdown.add(Engines.start(folder, template, progress));
        if (functions instanceof AutoCloseable closeable) {
            shutdown.add(closeable);
        }
        Stage.time("schema", progress, () -> migrate(template, functions));
        Gateway gateway = Stage.time("gateway", progress, () -> {
            Gateway listening =
                    shutdown.add(Gateway.start(gatewaySettings(folder, engines), template, functions));
            requireHealth(listening.address());
            return listening;
        });
        return new EmbeddedCloud(shutdown, folder, template, engines, gateway);
    }
}
