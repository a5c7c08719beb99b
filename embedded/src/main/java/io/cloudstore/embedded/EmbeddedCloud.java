package io.cloudstore.embedded;

import io.cloudstore.embedded.folder.DataFolder;
import io.cloudstore.embedded.folder.EngineLog;
import io.cloudstore.embedded.folder.Secrets;
import io.cloudstore.embedded.folder.Secrets.Secret;
import io.cloudstore.embedded.mysql.MySqlEngine;
import io.cloudstore.embedded.redis.RedisEngine;
import io.cloudstore.gateway.Gateway;
import io.cloudstore.gateway.GatewaySettings;
import io.cloudstore.gateway.QueueAccess;
import io.cloudstore.gateway.hosting.Application;
import io.cloudstore.gateway.hosting.CannotStart;
import io.cloudstore.gateway.hosting.Hosting;
import io.cloudstore.gateway.hosting.Progress;
import io.cloudstore.gateway.hosting.Shutdown;
import io.cloudstore.gateway.template.Template;
import io.cloudstore.gateway.template.TemplateException;
import io.cloudstore.gateway.template.TemplateReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The whole cloud on this machine: four engines, or those of them that nobody else runs, and the gateway with the functions
 * in front of them.
 */
public final class EmbeddedCloud implements AutoCloseable {
    /** Of the functions, the gateway, and the libraries that they use. */
    private static final String[] LOGGERS = {
        "io.cloudstore", "access", "io.helidon", "com.zaxxer", "org.flywaydb", "software.amazon.awssdk"
    };

    private final Shutdown shutdown;
    private final DataFolder folder;
    private final OutsideEngines outside;
    private final Template template;
    private final Engines engines;
    private final Gateway gateway;

    private EmbeddedCloud(
            Shutdown shutdown,
            DataFolder folder,
            OutsideEngines outside,
            Template template,
            Engines engines,
            Gateway gateway) {
        this.shutdown = shutdown;
        this.folder = folder;
        this.outside = outside;
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
            Template template = TemplateReader.shipped(LocalParameters.of(folder, settings));
            Engines engines = Engines.start(folder, new Provisioning(template), settings, progress, below);
            Gateway gateway = Hosting.start(application, template, gatewaySettings(folder, engines), progress, hosted);
            started = true;
            return new EmbeddedCloud(all, folder, settings.outside(), template, engines, gateway);
        } catch (TemplateException e) {
            throw new CannotStart("The template can't be hosted: " + e.getMessage(), e);
        } finally {
            if (!started) {
                all.close();
            }
        }
    }

    private static GatewaySettings gatewaySettings(DataFolder folder, Engines engines) {
        var worker = folder.secrets().workerKeys();
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
        return outside.mysql()
                .map(server -> new Database(server.jdbcUrl(), server.user(), secret(server.passwordFile())))
                .orElseGet(() -> new Database(
                        MySqlEngine.jdbcUrl(folder.ports().mysql()),
                        LocalParameters.DATABASE_USER,
                        secrets().value(Secret.DATABASE_PASSWORD)));
    }

    /** Redis as the functions see it. */
    public Cache cache() {
        return outside.redis()
                .map(server -> new Cache(server.uri(), server.passwordFile().map(EmbeddedCloud::secret)))
                .orElseGet(() -> new Cache(
                        RedisEngine.uri(folder.ports().redis()),
                        Optional.of(secrets().value(Secret.REDIS_PASSWORD))));
    }

    /** The file's text without the newline that editors put at its end. */
    private static String secret(Path file) {
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
