package io.cloudstore.whitebox;

import io.cloudstore.embedded.EmbeddedCloud;
import io.cloudstore.embedded.folder.AccessKey;
import io.cloudstore.stack.EmbeddedStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import redis.clients.jedis.RedisClient;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The engines behind the embedded stack, as whoever runs it can reach them. */
final class Inside {
    private final EmbeddedStack stack = EmbeddedStack.started();
    private final EmbeddedCloud cloud = stack.cloud();

    /** The store, with the worker's keys. */
    S3Client s3() {
        return s3(cloud);
    }

    /** A cloud's store, with its worker's keys. */
    static S3Client s3(EmbeddedCloud cloud) {
        AccessKey key = cloud.secrets().workerKeys();
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
        try (Connection connection = stack.database()) {
            return JdbcClient.create(new SingleConnectionDataSource(connection, true))
                    .sql(query)
                    .param(HexFormat.of().parseHex(id.toString().replace("-", "")))
                    .query(type)
                    .single();
        }
    }

    /** Changes rows past the API, {@code id} bound as the statement's only parameter. */
    void change(String statement, UUID id) throws SQLException {
        try (Connection connection = stack.database()) {
            JdbcClient.create(new SingleConnectionDataSource(connection, true))
                    .sql(statement)
                    .param(HexFormat.of().parseHex(id.toString().replace("-", "")))
                    .update();
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
        try (RedisClient redis = stack.redis()) {
            redis.flushAll();
        }
    }

    /** How many keys the functions have in the cache. */
    long countersInRedis() {
        try (RedisClient redis = stack.redis()) {
            return redis.keys("cloudstore:calls:*").size();
        }
    }

    /** What the database says that it is. */
    String databaseVersion() throws SQLException {
        try (Connection connection = stack.database()) {
            return JdbcClient.create(new SingleConnectionDataSource(connection, true))
                    .sql("SELECT VERSION()")
                    .query(String.class)
                    .single();
        }
    }

    /** What the cache says that it is. */
    String redisVersion() {
        try (RedisClient redis = stack.redis()) {
            return redis.info("server")
                    .lines()
                    .filter(line -> line.startsWith("redis_version:"))
                    .map(line -> line.substring(line.indexOf(':') + 1))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
