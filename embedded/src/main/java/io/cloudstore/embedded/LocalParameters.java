package io.cloudstore.embedded;

import io.cloudstore.embedded.folder.DataFolder;
import io.cloudstore.embedded.folder.Ports;
import io.cloudstore.embedded.folder.Secrets;
import io.cloudstore.embedded.folder.Secrets.Secret;
import io.cloudstore.embedded.mysql.MySqlEngine;
import java.util.HashMap;
import java.util.Map;

/** The values of the template's parameters that make it a cloud on this machine. */
final class LocalParameters {
    static final String DATABASE_USER = "cloudstore";
    static final String MIGRATE_USER = "cloudstore_migrate";

    private LocalParameters() {}

    /** Endpoints, secrets by reference, and the few timings that AWS can't go below; then the caller's own values. */
    static Map<String, String> of(DataFolder folder, Map<String, String> overrides) {
        Map<String, String> values = new HashMap<>(endpoints(folder.ports()));
        values.putAll(secrets(folder.secrets()));
        // One process serves all calls, where a Lambda environment serves one at a time.
        values.put("DbPool", "8");
        values.put("SweepSchedule", "rate(10 seconds)");
        values.putAll(overrides);
        return values;
    }

    private static Map<String, String> endpoints(Ports ports) {
        return Map.of(
                "DbUrl", MySqlEngine.jdbcUrl(ports.mysql()),
                "RedisUrl", loopback("redis", ports.redis()),
                "S3Endpoint", loopback("http", ports.s3()),
                "SqsEndpoint", loopback("http", ports.sqs()));
    }

    private static Map<String, String> secrets(Secrets secrets) {
        return Map.of(
                "DbUser", DATABASE_USER,
                "DbPassword", secrets.reference(Secret.DATABASE_PASSWORD),
                "MigrateUser", MIGRATE_USER,
                "MigratePassword", secrets.reference(Secret.MIGRATE_PASSWORD),
                "RedisPassword", secrets.reference(Secret.REDIS_PASSWORD),
                "TokenKey", secrets.reference(Secret.TOKEN_KEY),
                "TokenKeys", secrets.reference(Secret.TOKEN_KEYS),
                "WorkerKeys", secrets.reference(Secret.WORKER_KEYS),
                "UploadSigner", secrets.reference(Secret.UPLOAD_SIGNER_KEYS),
                "DownloadSigner", secrets.reference(Secret.DOWNLOAD_SIGNER_KEYS));
    }

    private static String loopback(String scheme, int port) {
        return scheme + "://127.0.0.1:" + port;
    }
}
