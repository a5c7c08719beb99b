package io.cloudstore.embedded;

import io.cloudstore.embedded.folder.CannotStart;
import io.cloudstore.embedded.folder.DataFolder;
import io.cloudstore.embedded.folder.EnginePrograms;
import io.cloudstore.embedded.folder.Secrets;
import io.cloudstore.embedded.folder.Secrets.Secret;
import io.cloudstore.embedded.mysql.DatabaseAccount;
import io.cloudstore.embedded.mysql.MySqlEngine;
import io.cloudstore.embedded.redis.RedisEngine;
import io.cloudstore.embedded.sqs.SqsEngine;
import io.cloudstore.gateway.template.Template;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The engines, running and with what the template declares in them. */
record Engines(MySqlEngine mysql, RedisEngine redis, SqsEngine sqs) implements AutoCloseable {

    /**
     * Starts all of them at once.
     *
     * @throws CannotStart when one doesn't come up; then none is left running
     */
    static Engines start(DataFolder folder, Template template, Progress progress) throws InterruptedException {
        EnginePrograms programs = EnginePrograms.ofThisUser();
        Secrets secrets = folder.secrets();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var mysql = threads.submit(
                    timed("MySQL", progress, () -> MySqlEngine.start(folder, programs, accounts(secrets))));
            var redis = threads.submit(timed(
                    "Redis",
                    progress,
                    () -> RedisEngine.start(folder, programs, secrets.value(Secret.REDIS_PASSWORD))));
            var sqs = threads.submit(timed("SQS", progress, () -> queues(folder, template)));
            try {
                return new Engines(up(mysql), up(redis), up(sqs));
            } catch (RuntimeException | InterruptedException e) {
                closeWhatCameUp(List.of(sqs, redis, mysql));
                throw e;
            }
        }
    }

    private static List<DatabaseAccount> accounts(Secrets secrets) {
        return List.of(
                DatabaseAccount.user(LocalParameters.DATABASE_USER, secrets.value(Secret.DATABASE_PASSWORD)),
                DatabaseAccount.owner(LocalParameters.MIGRATE_USER, secrets.value(Secret.MIGRATE_PASSWORD)));
    }

    private static SqsEngine queues(DataFolder folder, Template template) {
        SqsEngine sqs = SqsEngine.start(folder);
        Provisioning.queues(template, sqs);
        return sqs;
    }

    private static <T> Callable<T> timed(String part, Progress progress, Callable<T> start) {
        return () -> {
            long begin = System.nanoTime();
            T started = start.call();
            progress.ready(part, Duration.ofNanos(System.nanoTime() - begin));
            return started;
        };
    }

    private static <T> T up(Future<T> engine) throws InterruptedException {
        try {
            return engine.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CannotStart refused
                    ? refused
                    : new CannotStart("An engine can't be started: " + e.getCause(), e);
        }
    }

    private static void closeWhatCameUp(List<? extends Future<? extends AutoCloseable>> engines) {
        try (Shutdown shutdown = new Shutdown()) {
            for (Future<? extends AutoCloseable> engine : engines.reversed()) {
                shutdown.add(() -> {
                    if (!engine.isDone()) {
                        engine.get();
                    }
                    if (engine.state() == Future.State.SUCCESS) {
                        engine.resultNow().close();
                    }
                });
            }
        } catch (IllegalStateException e) {
            // An engine that failed too; the first failure is told.
        }
    }

    /** Stops the engines, those first that use others. */
    @Override
    public void close() {
        try (Shutdown shutdown = new Shutdown()) {
            shutdown.add(mysql);
            shutdown.add(redis);
            shutdown.add(sqs);
        }
    }
}
