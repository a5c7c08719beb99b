package io.cloudstore.gateway.hosting;

import io.cloudstore.gateway.Gateway;
import io.cloudstore.gateway.GatewaySettings;
import io.cloudstore.gateway.template.Template;
import io.cloudstore.gateway.template.TemplateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;

/** An application behind a gateway, from the schema to the first answer. */
public final class Hosting {
    /** Values of the template's parameters for one process that serves all calls, where a Lambda environment serves one at a time. */
    public static final Map<String, String> ONE_PROCESS = Map.of("DbPool", "8");

    private static final String MIGRATE = "MigrateFunction";

    private Hosting() {}

    /**
     * Migrates, then listens, and returns when the API answers.
     *
     * @param hosted gets the gateway, also when it then turns out not to answer
     * @throws CannotStart when the database, a function or the port refuses
     */
    public static Gateway start(
            Application application, Template template, GatewaySettings settings, Progress progress, Shutdown hosted) {
        Stage.run("schema", progress, () -> {
            migrate(application, template.function(MIGRATE).environment());
            return template;
        });
        return Stage.run("gateway", progress, () -> {
            Gateway gateway = hosted.add(listen(application, template, settings));
            Health.require(gateway.address());
            return gateway;
        });
    }

    /** The first that speaks to the database, which may be away, or refuse the user, or show a wrong certificate. */
    private static void migrate(Application application, Map<String, String> environment) {
        try {
            application.migrate(environment);
        } catch (RuntimeException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new CannotStart(
                    cause instanceof SQLException || cause instanceof IOException
                            ? "The database at " + address(environment) + " can't be brought to this version's schema: "
                                    + cause.getMessage()
                            : "Schema and keys can't be prepared: " + cause.getMessage(),
                    e);
        }
    }

    private static String address(Map<String, String> environment) {
        return String.valueOf(environment.get("CLOUDSTORE_DB_URL")).replaceFirst("\\?.*", "");
    }

    private static Gateway listen(Application application, Template template, GatewaySettings settings) {
        try {
            return Gateway.start(settings, template, application.functions());
        } catch (TemplateException e) {
            throw new CannotStart("The template can't be hosted: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new CannotStart(String.valueOf(e.getMessage()), e);
        }
    }
}
