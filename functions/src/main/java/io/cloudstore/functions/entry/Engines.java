package io.cloudstore.functions.entry;

import io.cloudstore.core.admission.LimitCalls;
import io.cloudstore.core.work.WakeUp;
import io.cloudstore.functions.mysql.MySql;
import io.cloudstore.functions.mysql.MySqlSettings;
import io.cloudstore.functions.redis.Redis;
import io.cloudstore.functions.s3.S3;
import io.cloudstore.functions.secrets.SecretUnavailable;
import io.cloudstore.functions.secrets.Secrets;
import io.cloudstore.functions.sqs.Sqs;
import io.cloudstore.functions.trust.Trust;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.net.URI;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections behind the functions. Functions of one process whose settings name the same engine share it; none is
 * made before a function needs it.
 */
final class Engines implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engines.class);
    /** Completing inside the store may take minutes; an HTTP call stops waiting for it long before. */
    private static final Duration SLOW_STORE_CALL = Duration.ofMinutes(5);
    /** When a call that needed a secret may be tried again. */
    private static final long RETRY_SECONDS = 2;

    private static final String AUTHORITIES = "CLOUDSTORE_TLS_CA";

    private final Map<List<Object>, Object> shared = new HashMap<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Clock clock;

    Engines(Clock clock) {
        this.clock = clock;
    }

    MySql mySql(Settings settings) {
        String url = settings.text("CLOUDSTORE_DB_URL");
        String user = settings.text("CLOUDSTORE_DB_USER");
        String password = settings.text("CLOUDSTORE_DB_PASSWORD");
        int pool = settings.count("CLOUDSTORE_DB_POOL");
        Duration lockWait = settings.seconds("CLOUDSTORE_DB_LOCK_WAIT_SECONDS");
        Optional<Supplier<KeyStore>> trust = trust(settings);
        return share(
                List.of("mysql", url, user, password, pool, lockWait, authorities(settings)),
                () -> MySql.open(Settings.naming(
                                "CLOUDSTORE_DB_URL",
                                () -> MySqlSettings.of(url, user, following(settings, password), pool))
                        .withLockWait(lockWait)
                        .withTrust(trust)));
    }

    LimitCalls limitCalls(Settings settings) {
        Optional<String> url = settings.optional("CLOUDSTORE_REDIS_URL");
        if (url.isEmpty()) {
            return Redis.inProcess(clock);
        }
        Optional<String> password = settings.optional("CLOUDSTORE_REDIS_PASSWORD");
        Redis redis = share(
                List.of("redis", url.get(), password.orElse(""), authorities(settings)),
                () -> Settings.naming(
                        "CLOUDSTORE_REDIS_URL",
                        () -> Redis.at(
                                settings.optionalUri("CLOUDSTORE_REDIS_URL").orElseThrow(),
                                password.map(reference -> following(settings, reference)),
                                trust(settings),
                                clock)));
        return redis.limitCalls();
    }

    S3 s3(Settings settings) {
        return s3(settings, SLOW_STORE_CALL);
    }

    /** With the longest wait for completing and copying. */
    S3 s3(Settings settings, Duration slowCall) {
        String worker = settings.optional("CLOUDSTORE_WORKER_KEYS").orElse("");
        String upload = settings.optional("CLOUDSTORE_UPLOAD_SIGNER").orElse("");
        String download = settings.optional("CLOUDSTORE_DOWNLOAD_SIGNER").orElse("");
        Optional<URI> sts = settings.optionalUri("CLOUDSTORE_STS_ENDPOINT");
        Secrets known = secrets(settings);
        UnaryOperator<String> secrets = reference -> resolve(known, reference);
        var store = new S3.Settings(
                settings.text("CLOUDSTORE_REGION"),
                settings.optionalUri("CLOUDSTORE_S3_ENDPOINT"),
                settings.optionalUri("CLOUDSTORE_S3_PUBLIC_ENDPOINT"),
                settings.text("CLOUDSTORE_STAGING_BUCKET"),
                settings.text("CLOUDSTORE_LONG_TERM_BUCKET"),
                S3.Identity.of(worker, sts, secrets),
                S3.Identity.of(upload, sts, secrets),
                S3.Identity.of(download, sts, secrets),
                slowCall);
        return share(
                List.of(
                        "s3",
                        store.region(),
                        store.endpoint(),
                        store.publicEndpoint(),
                        store.stagingBucket(),
                        store.longTermBucket(),
                        worker,
                        upload,
                        download,
                        sts,
                        slowCall),
                () -> new S3(store, clock));
    }

    WakeUp wakeUp(Settings settings) {
        Optional<String> keys = settings.optional("CLOUDSTORE_WORKER_KEYS");
        var queues = new Sqs.Settings(
                settings.text("CLOUDSTORE_REGION"),
                settings.optionalUri("CLOUDSTORE_SQS_ENDPOINT"),
                keys.map(reference -> following(settings, reference)),
                settings.text("CLOUDSTORE_TRANSFER_QUEUE"),
                settings.text("CLOUDSTORE_JOBS_QUEUE"));
        Sqs sqs = share(
                List.of(
                        "sqs",
                        queues.region(),
                        queues.endpoint(),
                        keys.orElse(""),
                        queues.transferQueue(),
                        queues.jobsQueue()),
                () -> new Sqs(queues));
        return sqs.wakeUp();
    }

    /** Whose certificates MySQL and Redis may show, besides those that Java knows; looked at as {@link #secret} does. */
    private Optional<Supplier<KeyStore>> trust(Settings settings) {
        return settings.optional(AUTHORITIES).map(reference -> {
            Supplier<String> pem = secret(settings, AUTHORITIES, Trust::requireCertificates);
            return () -> Trust.javaAnd(pem.get());
        });
    }

    private static String authorities(Settings settings) {
        return settings.optional(AUTHORITIES).orElse("");
    }

    /**
     * The secret that a setting refers to, resolved at each use. One that lies here is looked at now, by {@code check},
     * so that a wrong setting refuses the start; one that lies elsewhere at its use, so that a start hangs on nobody.
     */
    Supplier<String> secret(Settings settings, String name, Consumer<String> check) {
        String reference = settings.text(name);
        Secrets secrets = secrets(settings);
        if (Secrets.isAtHand(reference)) {
            Settings.naming(name, () -> {
                check.accept(atHand(secrets, reference));
                return reference;
            });
        }
        return () -> resolve(secrets, reference);
    }

    private Supplier<String> following(Settings settings, String reference) {
        Secrets secrets = secrets(settings);
        return () -> resolve(secrets, reference);
    }

    /** What lies here and can't be read is a wrong setting. */
    private static String atHand(Secrets secrets, String reference) {
        try {
            return secrets.resolve(reference);
        } catch (SecretUnavailable unreadable) {
            throw new IllegalArgumentException(unreadable.getMessage(), unreadable);
        }
    }

    /** A secret that can't be had now is an outage, like a database's. */
    private static String resolve(Secrets secrets, String reference) {
        try {
            return secrets.resolve(reference);
        } catch (SecretUnavailable away) {
            LOG.warn("{}", away.getMessage());
            throw ProblemException.retryAfter(
                    ProblemCode.UNAVAILABLE, "Nothing is lost; try again shortly.", RETRY_SECONDS);
        }
    }

    Secrets secrets(Settings settings) {
        String region = settings.text("CLOUDSTORE_REGION");
        Optional<URI> endpoint = settings.optionalUri("CLOUDSTORE_SECRETS_ENDPOINT");
        return share(List.of("secrets", region, endpoint), () -> Secrets.in(region, endpoint, clock));
    }

    @SuppressWarnings("unchecked") // the first element of the key names the type
    private synchronized <T extends AutoCloseable> T share(List<Object> key, Supplier<T> opener) {
        Object known = shared.get(key);
        if (known == null) {
            T opened = opener.get();
            open.push(opened);
            shared.put(key, opened);
            return opened;
        }
        return (T) known;
    }

    /** Closes all, the last opened first; one that can't be closed holds up none. */
    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            close(open.pop());
        }
        shared.clear();
    }

    private static void close(AutoCloseable engine) {
        try {
            engine.close();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (Exception failure) {
            LOG.warn("a connection could not be closed: {}", failure.toString());
        }
    }
}
