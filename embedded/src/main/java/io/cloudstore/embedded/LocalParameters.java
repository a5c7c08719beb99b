package io.cloudstore.embedded;

import io.cloudstore.embedded.folder.DataFolder;
import io.cloudstore.embedded.folder.Ports;
import io.cloudstore.embedded.folder.Secrets;
import io.cloudstore.embedded.folder.Secrets.Secret;
import io.cloudstore.embedded.mysql.MySqlEngine;
import io.cloudstore.embedded.redis.RedisEngine;
import io.cloudstore.gateway.hosting.Hosting;
import java.util.HashMap;
import java.util.Map;

/** The values of the template's parameters that make it a cloud on this machine. */
final class LocalParameters {
    static final String DATABASE_USER = "cloudstore";
    static final String MIGRATE_USER = "cloudstore_migrate";

    private LocalParameters() {}

    /** Endpoints, secrets by reference, and the few timings that AWS can't go below; then the caller's own values. */
    static Map<String, String> of(DataFolder folder, EmbeddedSettings settings) {
        Ports ports = folder.ports();
        Secrets secrets = folder.secrets();
        Map<String, String> values = new HashMap<>(keys(secrets));
        values.put("S3Endpoint", loopback(ports.s3()));
        values.put("StsEndpoint", loopback(ports.s3()));
        values.put("SqsEndpoint", loopback(ports.sqs()));
        if (settings.outside().mysql().isEmpty()) {
            values.putAll(database(ports, secrets));
        }
        if (settings.outside().redis().isEmpty()) {
            values.put("RedisUrl", RedisEngine.uri(ports.redis()).toString());
            values.put("RedisPassword", secrets.reference(Secret.REDIS_PASSWORD));
        }
        values.putAll(Hosting.ONE_PROCESS);
        values.put("SweepSchedule", "rate(10 seconds)");
        values.put("QueueConcurrency", String.valueOf(queueConcurrency()));
        values.putAll(settings.outside().parameters());
        values.putAll(settings.parameters());
        return values;
    }

    /**
     * One for each processor: here transfers take the time of whoever calls, and more of them at once move no more. At least
     * 2, which is AWS's least, and no more than what the template says.
     */
    private static int queueConcurrency() {
        return Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 10);
    }

    private static Map<String, String> database(Ports ports, Secrets secrets) {
        return Map.of(
                "DbUrl", MySqlEngine.jdbcUrl(ports.mysql()),
                "DbUser", DATABASE_USER,
                "DbPassword", secrets.reference(Secret.DATABASE_PASSWORD),
                "MigrateUser", MIGRATE_USER,
                "MigratePassword", secrets.reference(Secret.MIGRATE_PASSWORD));
    }

    private static Map<String, String> keys(Secrets secrets) {
        return Map.of(
                "TokenKey", secrets.reference(Secret.TOKEN_KEY),
                "TokenKeys", secrets.reference(Secret.TOKEN_KEYS),
                "ReceiptKey", secrets.reference(Secret.RECEIPT_KEY),
                "ReceiptKeys", secrets.reference(Secret.RECEIPT_KEYS),
                "WorkerKeys", secrets.reference(Secret.WORKER_KEYS));
    }

    private static String loopback(int port) {
        return "http://127.0.0.1:" + port;
    }
}
