package io.cloudstore.embedded;

import io.cloudstore.embedded.folder.DataFolder;
import io.cloudstore.embedded.folder.EnginePrograms;
import io.cloudstore.embedded.folder.Secrets;
import io.cloudstore.embedded.folder.Secrets.Secret;
import io.cloudstore.embedded.mysql.DatabaseAccount;
import io.cloudstore.embedded.mysql.MySqlEngine;
import io.cloudstore.embedded.redis.RedisEngine;
import io.cloudstore.embedded.s3.S3Engine;
import io.cloudstore.embedded.s3.S3Settings;
import io.cloudstore.embedded.s3.access.SessionSettings;
import io.cloudstore.embedded.sqs.SqsEngine;
import io.cloudstore.gateway.hosting.CannotStart;
import io.cloudstore.gateway.hosting.Progress;
import io.cloudstore.gateway.hosting.Shutdown;
import io.cloudstore.gateway.hosting.Stage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The engines that this cloud runs itself, with what the template declares in them. */
record Engines(SqsEngine sqs, S3Engine s3) {

    /**
     * Starts all of them at once; a database and a Redis only where nobody else runs them.
     *
     * @param shutdown gets every engine that came up, also when another didn't
     * @throws CannotStart when one doesn't come up
     */
    static Engines start(
            DataFolder folder, Provisioning declared, EmbeddedSettings settings, Progress progress, Shutdown shutdown)
            throws InterruptedException {
        EnginePrograms programs = EnginePrograms.ofThisUser();
        Secrets secrets = folder.secrets();
        S3Settings buckets = s3Settings(folder, declared, settings);
        List<Future<? extends AutoCloseable>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            if (settings.outside().mysql().isEmpty()) {
                all.add(threads.submit(() ->
                        Stage.run("MySQL", progress, () -> MySqlEngine.start(folder, programs, accounts(secrets)))));
            }
            if (settings.outside().redis().isEmpty()) {
                all.add(threads.submit(() -> Stage.run(
                        "Redis",
                        progress,
                        () -> RedisEngine.start(folder, programs, secrets.value(Secret.REDIS_PASSWORD)))));
            }
            var sqs = threads.submit(() -> Stage.run("SQS", progress, () -> queues(folder, declared)));
            // Events that an earlier run left are sent at once, so the sink waits for the queues.
            var s3 = threads.submit(() -> Stage.run(
                    "S3",
                    progress,
                    () -> S3Engine.start(buckets, (queue, events) -> sqs.get().send(queue, events))));
            // S3 last: it is closed first, because it sends to the queues.
            all.addAll(List.of(sqs, s3));
            gather(all, shutdown);
            return new Engines(sqs.resultNow(), s3.resultNow());
        }
    }

    private static List<DatabaseAccount> accounts(Secrets secrets) {
        return List.of(
                DatabaseAccount.user(LocalParameters.DATABASE_USER, secrets.value(Secret.DATABASE_PASSWORD)),
                DatabaseAccount.owner(LocalParameters.MIGRATE_USER, secrets.value(Secret.MIGRATE_PASSWORD)));
    }

    private static SqsEngine queues(DataFolder folder, Provisioning declared) {
        SqsEngine sqs = SqsEngine.start(folder);
        declared.queues().forEach(sqs::provision);
        return sqs;
    }

    private static S3Settings s3Settings(DataFolder folder, Provisioning declared, EmbeddedSettings settings) {
        Secrets secrets = folder.secrets();
        return new S3Settings(
                folder.s3(),
                folder.ports().s3(),
                SqsEngine.REGION,
                declared.buckets(),
                declared.identities(secrets),
                new SessionSettings(
                        declared.roles(secrets), secrets.value(Secret.SESSION_SECRET), settings.longestSession()),
                Clock.systemUTC(),
                settings.fsync());
    }

    private static void gather(List<Future<? extends AutoCloseable>> engines, Shutdown shutdown)
            throws InterruptedException {
        Optional<Throwable> failure = Optional.empty();
        for (Future<? extends AutoCloseable> engine : engines) {
            try {
                shutdown.add(engine.get());
            } catch (ExecutionException e) {
                failure = failure.or(() -> Optional.of(engine.exceptionNow()));
            }
        }
        if (failure.isPresent()) {
            throw failure.get() instanceof CannotStart refused
                    ? refused
                    : new CannotStart("An engine can't be started: " + failure.get(), failure.get());
        }
    }
}
