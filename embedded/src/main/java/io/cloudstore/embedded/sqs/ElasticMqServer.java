package io.cloudstore.embedded.sqs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.NodeAddress;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.persistence.sql.SqlQueuePersistenceActor;
import org.elasticmq.persistence.sql.SqlQueuePersistenceConfig;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import scala.Some;
import scala.collection.immutable.List$;
import scala.util.Left;
import scalikejdbc.ConnectionPool;

/**
 * Starts a server for a database and a port; the result stops it. ElasticMQ's own {@code ElasticMQServer} puts the same
 * parts together, but answers before its queues are back, and stops only when the last long poll has ended, for up to a
 * minute.
 */
final class ElasticMqServer implements BiFunction<String, Integer, AutoCloseable> {
    private static final String HOST = "127.0.0.1";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Override
    public AutoCloseable apply(String jdbcUrl, Integer port) {
        ClassLoader loader = ElasticMqServer.class.getClassLoader();
        ActorSystem actors = ActorSystem.create("elasticmq", settings(loader), loader);
        try {
            listen(actors, restored(actors, jdbcUrl), port);
        } catch (RuntimeException e) {
            stop(actors);
            throw e;
        }
        return () -> stop(actors);
    }

    /** The owner decides when to stop, not a hook of the actors' own. */
    private static Config settings(ClassLoader loader) {
        return ConfigFactory.parseMap(Map.of(
                        "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook",
                        "off",
                        "pekko.jvm-shutdown-hooks",
                        "off"))
                .withFallback(ConfigFactory.load(loader));
    }

    /** The queues with their messages, as the database has them. */
    private static ActorRef restored(ActorSystem actors, String jdbcUrl) {
        var database = new SqlQueuePersistenceConfig(true, "org.h2.Driver", jdbcUrl, "sa", "", false);
        ActorRef persistence =
                actors.actorOf(Props.create(SqlQueuePersistenceActor.class, database, List$.MODULE$.empty()));
        ActorRef queues = actors.actorOf(Props.create(
                QueueManagerActor.class, new NowProvider(), StrictSQSLimits$.MODULE$, Some.apply(persistence)));
        Object outcome = Patterns.ask(persistence, new QueueEvent.Restore(queues), LIMIT)
                .toCompletableFuture()
                .join();
        if (outcome instanceof Left<?, ?> errors) {
            throw new IllegalStateException("its queues can't be read again: " + errors.value());
        }
        return queues;
    }

    private static void listen(ActorSystem actors, ActorRef queues, int port) {
        SQSRestServerBuilder.withActorSystem(actors)
                .withQueueManagerActor(queues)
                .withInterface(HOST)
                .withPort(port)
                .withServerAddress(new NodeAddress("http", HOST, port, ""))
                .withSQSLimits(StrictSQSLimits$.MODULE$)
                .withAWSRegion(SqsEngine.REGION)
                .withAWSAccountId(SqsEngine.ACCOUNT)
                .start()
                .waitUntilStarted();
    }

    /** At once, with whatever is on its way: what was answered is in the database. */
    private static void stop(ActorSystem actors) {
        actors.terminate();
        actors.getWhenTerminated()
                .toCompletableFuture()
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
        ConnectionPool.closeAll();
    }
}
