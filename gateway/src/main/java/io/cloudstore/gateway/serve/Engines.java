package io.cloudstore.gateway.serve;

import io.cloudstore.functions.secrets.SecretUnavailable;
import io.cloudstore.functions.secrets.Secrets;
import io.cloudstore.gateway.QueueAccess;
import io.cloudstore.gateway.QueueAccess.Keys;
import io.cloudstore.gateway.hosting.CannotStart;
import io.cloudstore.gateway.template.Template;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where queues and store are, as the functions behind the queues are told.
 *
 * @param queues where the queues are; the store is asked as the same one
 * @param store where the store is; none: AWS
 */
record Engines(QueueAccess queues, Optional<URI> store) {
    private static final String TOLD = "TransferFunction";

    /**
     * What the template's parameters say.
     *
     * @param secrets resolves the keys, at each use, so that a rotation is followed
     * @throws CannotStart when the keys aren't keys, or can't be had
     */
    static Engines of(Template template, Secrets secrets) {
        Optional<Supplier<Keys>> keys = setting(template, TOLD, "CLOUDSTORE_WORKER_KEYS")
                .map(reference -> {
                    Supplier<String> pair = secrets.following(reference);
                    return () -> Keys.parse(pair.get());
                });
        keys.ifPresent(Engines::look);
        return new Engines(
                new QueueAccess(address(template, "CLOUDSTORE_SQS_ENDPOINT"), keys),
                address(template, "CLOUDSTORE_S3_ENDPOINT"));
    }

    /**
     * Where an engine is, as the functions behind the queues are told.
     *
     * @throws CannotStart when that is no address
     */
    static Optional<URI> address(Template template, String setting) {
        return address(template, TOLD, setting);
    }

    /** The same, as {@code function} is told. */
    static Optional<URI> address(Template template, String function, String setting) {
        return setting(template, function, setting).map(text -> {
            if (!text.matches("https?://[^/\\s]+/?")) {
                throw new CannotStart("Setting " + setting + " is http://host:port or https://host, not " + text + ".");
            }
            return URI.create(text);
        });
    }

    private static Optional<String> setting(Template template, String function, String name) {
        return Optional.ofNullable(template.function(function).environment().get(name))
                .filter(value -> !value.isBlank());
    }

    private static void look(Supplier<Keys> keys) {
        try {
            Keys _ = keys.get();
        } catch (SecretUnavailable | IllegalArgumentException refused) {
            throw new CannotStart("Parameter WorkerKeys is of no use: " + refused.getMessage() + ".", refused);
        }
    }
}
