package io.cloudstore.embedded;

import io.cloudstore.embedded.folder.CannotStart;
import io.cloudstore.embedded.folder.DataFolder;
import io.cloudstore.embedded.folder.EngineLog;
import io.cloudstore.embedded.folder.Secrets;
import io.cloudstore.embedded.folder.Secrets.Secret;
import io.cloudstore.gateway.Gateway;
import io.cloudstore.gateway.GatewaySettings;
import io.cloudstore.gateway.QueueAccess;
import io.cloudstore.gateway.template.Template;
import io.cloudstore.gateway.template.TemplateException;
import io.cloudstore.gateway.template.TemplateReader;
import java.net.URI;

/** The whole cloud on this machine: four engines, and the gateway with the functions in front of them. */
public final class EmbeddedCloud implements AutoCloseable {
    private static final String MIGRATE = "MigrateFunction";

    /** Of the functions, the gateway, and the libraries that they use. */
    private static final String[] LOGGERS = {
        "io.cloudstore", "access", "io.helidon", "com.zaxxer", "org.flywaydb", "software.amazon.awssdk"
    };

    private final Shutdown shutdown;
    private final DataFolder folder;
    private final Template template;
    private final Engines engines;
    private final Gateway gateway;

    private EmbeddedCloud(Shutdown shutdown, DataFolder folder, Template template, Engines engines, Gateway gateway) {
        this.shutdown = shutdown;
        this.folder = folder;
        this.template = template;
        this.engines = engines;
        this.gateway = gateway;
    }

    /**
     * Starts everything with Cloudstore's own functions.
     *
     * @throws CannotStart when it doesn't come up; the message is a sentence for people, and nothing is left running
     */
    public static EmbeddedCloud start(EmbeddedSettings settings, Progress progress) throws InterruptedException {
        return start(settings, Application.shipped(), progress);
    }

    /**
     * Starts everything, on what an earlier start left in the data folder, and returns when the API answers.
     *
     * @param application what the gateway hosts; closed with the cloud, also when the start fails
     * @throws CannotStart when it doesn't come up; the message is a sentence for people, and nothing is left running
     */
    public static EmbeddedCloud start(EmbeddedSettings settings, Application application, Progress progress)
            throws InterruptedException {
        Shutdown all = new Shutdown();
        Shutdown below = all.add(new Shutdown());
        Shutdown hosted = all.add(new Shutdown());
        hosted.add(application);
        boolean started = false;
        try {
            DataFolder folder = below.add(DataFolder.open(settings.data(), settings.basePort()));
            below.add(EngineLog.ofEvents(folder.log("gateway"), LOGGERS));
            below.add(EngineLog.ofEvents(folder.log("s3"), "io.cloudstore.embedded.s3"));
            Template template = TemplateReader.shipped(LocalParameters.of(folder, settings.parameters()));
            Engines engines = Engines.start(folder, new Provisioning(template), settings.fsync(), progress, below);
            Gateway gateway = host(application, template, gatewaySettings(folder, engines), progress, hosted);
            started = true;
            return new EmbeddedCloud(all, folder, template, engines, gateway);
        } catch (TemplateException e) {
            throw new CannotStart("The template can't be hosted: " + e.getMessage(), e);
        } finally {
            if (!started) {
                all.close();
            }
        }
    }

    private static Gateway host(
            Application application, Template template, GatewaySettings settings, Progress progress, Shutdown hosted) {
        Stage.run("schema", progress, () -> {
            application.migrate(template.function(MIGRATE).environment());
            return template;
        });
        return Stage.run("gateway", progress, () -> {
            Gateway gateway = hosted.add(Gateway.start(settings, template, application.functions()));
            Health.require(gateway.address());
            return gateway;
        });
    }

    private static GatewaySettings gatewaySettings(DataFolder folder, Engines engines) {
        var worker = folder.secrets().accessKey(Secret.WORKER_KEYS);
        return GatewaySettings.of(
                "127.0.0.1",
                folder.ports().gateway(),
                QueueAccess.at(engines.sqs().endpoint(), new QueueAccess.Keys(worker.id(), worker.secret())));
    }

    /** Where the API answers. */
    public URI gateway() {
        return gateway.address();
    }

    /** Where the buckets are; addressed path-style. */
    public URI s3() {
        return engines.s3().endpoint();
    }

    /** Where the queues are. */
    public URI sqs() {
        return engines.sqs().endpoint();
    }

    /** The database as the functions see it. */
    public Database database() {
        return new Database(
                engines.mysql().jdbcUrl(),
                LocalParameters.DATABASE_USER,
                secrets().value(Secret.DATABASE_PASSWORD));
    }

    /** Where Redis is; its password is {@link Secret#REDIS_PASSWORD}. */
    public URI redis() {
        return engines.redis().uri();
    }

    /** Passwords and keys. */
    public Secrets secrets() {
        return folder.secrets();
    }

    /** The application as it was started: names of buckets and queues, settings of functions. */
    public Template template() {
        return template;
    }

    /**
     * Moves the dead letters of a queue back to it, and returns how many they were.
     *
     * @param queue its logical id in the template
     */
    public int redrive(String queue) {
        var source = template.queue(queue);
        return source.redrive()
                .map(redrive -> engines.sqs()
                        .redrive(template.queue(redrive.deadLetterQueue()).name(), source.name()))
                .orElse(0);
    }

    /**
     * Stops in order: no new calls and messages, those that are going on, the functions' connections, the engines; then
     * gives the data folder free. A repeat does nothing.
     */
    @Override
    public void close() {
        shutdown.close();
    }
}
