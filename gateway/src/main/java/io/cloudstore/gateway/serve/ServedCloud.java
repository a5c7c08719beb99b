package io.cloudstore.gateway.serve;

import io.cloudstore.functions.secrets.Secrets;
import io.cloudstore.gateway.Gateway;
import io.cloudstore.gateway.GatewaySettings;
import io.cloudstore.gateway.hosting.Application;
import io.cloudstore.gateway.hosting.CannotStart;
import io.cloudstore.gateway.hosting.Hosting;
import io.cloudstore.gateway.hosting.Progress;
import io.cloudstore.gateway.hosting.Shutdown;
import io.cloudstore.gateway.hosting.Stage;
import io.cloudstore.gateway.template.Template;
import io.cloudstore.gateway.template.TemplateException;
import io.cloudstore.gateway.template.TemplateReader;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** The gateway with the functions behind it, and engines behind those that somebody else runs. */
public final class ServedCloud implements AutoCloseable {
    private final Shutdown shutdown;
    private final Gateway gateway;

    private ServedCloud(Shutdown shutdown, Gateway gateway) {
        this.shutdown = shutdown;
        this.gateway = gateway;
    }

    /**
     * Makes what is missing, checks the store, migrates, and returns when the API answers.
     *
     * @param application what the gateway hosts; closed with the cloud, also when the start fails
     * @throws TemplateException when a parameter is unknown, or its value is against the template's rules
     * @throws CannotStart when it doesn't come up for another reason; either message is a sentence for people, and nothing
     *     is left running
     */
    public static ServedCloud start(ServeSettings settings, Application application, Progress progress) {
        Shutdown all = new Shutdown();
        all.add(application);
        boolean started = false;
        try {
            Template template = TemplateReader.shipped(parameters(settings));
            SecretFiles files = new SecretFiles(settings.parameters());
            files.makeKeys();
            files.requireReadable();
            Secrets secrets = all.add(secrets(template));
            Engines engines = Engines.of(template, secrets);
            if (settings.provision()) {
                Stage.run("queues and buckets", progress, () -> provision(template, engines));
            }
            if (settings.check()) {
                Stage.run("store", progress, () -> ServedStore.require(template, engines, secrets));
            }
            GatewaySettings usual = GatewaySettings.of(settings.host(), settings.port(), engines.queues());
            GatewaySettings behind = usual.with(usual.http().behind(settings.proxies()));
            Gateway gateway = Hosting.start(application, template, behind, progress, all);
            started = true;
            return new ServedCloud(all, gateway);
        } finally {
            if (!started) {
                all.close();
            }
        }
    }

    /**
     * Puts a new key of receipts in the place of the one in the files that {@code ReceiptKey} and {@code ReceiptKeys} name.
     * What was signed stays good. A cloud that is served with them meanwhile follows within minutes.
     *
     * @throws CannotStart when they name no files, or these can't be written; the message is a sentence for people
     */
    public static void rotateReceiptKey(Map<String, String> parameters) {
        new SecretFiles(parameters).rotateReceiptKey();
    }

    private static Map<String, String> parameters(ServeSettings settings) {
        Map<String, String> values = new HashMap<>(Hosting.ONE_PROCESS);
        values.putAll(settings.parameters());
        return values;
    }

    static Secrets secrets(Template template) {
        return Secrets.in(
                template.deployment().region(),
                Engines.address(template, "CLOUDSTORE_SECRETS_ENDPOINT"),
                Clock.systemUTC());
    }

    private static Template provision(Template template, Engines engines) {
        if (engines.store().isEmpty() || engines.queues().endpoint().isEmpty()) {
            throw new CannotStart("On AWS it is the template that makes queues and buckets (sam deploy);"
                    + " elsewhere both S3Endpoint and SqsEndpoint say where they are to be made.");
        }
        URI store = engines.store().get();
        try (Queues queues = new Queues(template, engines.queues());
                Buckets buckets = new Buckets(template, store, engines.queues())) {
            buckets.provision(queues.provision());
        }
        return template;
    }

    /** Where it answers on this machine. */
    public URI address() {
        return gateway.address();
    }

    /**
     * Stops in order: no new calls and messages, those that are going on, the functions' connections. A repeat does
     * nothing.
     */
    @Override
    public void close() {
        shutdown.close();
    }
}
