package io.cloudstore.embedded.sqs;

import com.typesafe.config.ConfigFactory;
import java.util.Map;
import java.util.function.Function;
import org.apache.pekko.actor.Terminated;
import org.elasticmq.server.ElasticMQServer;
import org.elasticmq.server.config.ElasticMQServerConfig;
import scala.Function0;
import scalikejdbc.ConnectionPool;

/** Starts a server with settings over ElasticMQ's defaults; the result stops it and closes its database. */
final class ElasticMqServer implements Function<Map<String, Object>, AutoCloseable> {

    @Override
    public AutoCloseable apply(Map<String, Object> settings) {
        ClassLoader loader = ElasticMqServer.class.getClassLoader();
        ElasticMQServerConfig config =
                new ElasticMQServerConfig(ConfigFactory.parseMap(settings).withFallback(ConfigFactory.load(loader)));
        Function0<Terminated> stop = new ElasticMQServer(config).start();
        return () -> {
            stop.apply();
            ConnectionPool.closeAll();
        };
    }
}
