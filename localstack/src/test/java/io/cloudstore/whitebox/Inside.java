package io.cloudstore.whitebox;

import io.cloudstore.embedded.EmbeddedCloud;
import io.cloudstore.embedded.folder.AccessKey;
import io.cloudstore.embedded.folder.Secrets.Secret;
import io.cloudstore.stack.EmbeddedStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The engines behind the embedded stack, as whoever runs it can reach them. */
final class Inside {
    private final EmbeddedCloud cloud = EmbeddedStack.started().cloud();

    /** The store, with the worker's keys. */
    S3Client s3() {
        AccessKey key = cloud.secrets().accessKey(Secret.WORKER_KEYS);
        return S3Client.builder()
                .endpointOverride(cloud.s3())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .build();
    }

    String stagingBucket() {
        return cloud.template().bucket("StagingBucket").name();
    }

    String longTermBucket() {
        return cloud.template().bucket("LongTermBucket").name();
    }

    /** One value that a query finds, {@code id} bound as its only parameter. */
    <T> T one(String query, UUID id, Class<T> type) throws SQLException {
        try (Connection connection = connect(cloud)) {
            return JdbcClient.create(new SingleConnectionDataSource(connection, true))
                    .sql(query)
                    .param(HexFormat.of().parseHex(id.toString().replace("-", "")))
                    .query(type)
                    .single();
        }
    }

    /** The number that a query finds in a cloud's database. */
    static long count(EmbeddedCloud cloud, String query) throws SQLException {
        try (Connection connection = connect(cloud)) {
            return JdbcClient.create(new SingleConnectionDataSource(connection, true))
                    .sql(query)
                    .query(Long.class)
                    .single();
        }
    }

    private static Connection connect(EmbeddedCloud cloud) throws SQLException {
        var database = cloud.database();
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    /** Empties the cache. */
    void flushRedis() {
        try (RedisClient redis = RedisClient.builder()
                .hostAndPort(new HostAndPort(
                        cloud.cache().uri().getHost(), cloud.cache().uri().getPort()))
                .clientConfig(DefaultJedisClientConfig.builder()
                        .password(cloud.cache().password().orElseThrow())
                        .build())
                .build()) {
            redis.flushAll();
        }
    }
}
