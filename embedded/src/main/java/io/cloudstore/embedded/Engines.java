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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The engines, running and with what the template declares in them. */
record Engines(MySqlEngine mysql, RedisEngine redis, SqsEngine sqs) {

    /**
     * Starts all of them at once.
     *
     * @param shutdown gets every engine that came up, also when another didn't
     * @throws CannotStart when one doesn't come up
     */
    static Engines start(DataFolder folder, Template template, Progress progress, Shutdown shutdown)
            throws InterruptedException {
        EnginePrograms programs = EnginePrograms.ofThisUser();
        Secrets secrets = folder.secrets();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var mysql = threads.submit(
                    () -> Stage.run("MySQL", progress, () -> MySqlEngine.start(folder, programs, accounts(secrets))));
            var redis = threads.submit(() -> Stage.run(
                    "Redis",
                    progress,
                    () -> RedisEngine.start(folder, programs, secrets.value(Secret.REDIS_PASSWORD))));
            var sqs = threads.submit(() -> Stage.run("SQS", progress, () -> queues(folder, template)));
            gather(List.of(mysql, redis, sqs), shutdown);
            return new Engines(mysql.resultNow(), redis.resultNow(), sqs.resultNow());
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

    private static void gather(List<? extends Future<? extends AutoCloseable>> engines, Shutdown shutdown)
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
