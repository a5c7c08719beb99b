package io.cloudstore.functions.entry;

import io.cloudstore.functions.token.Tokens;
import java.util.Map;
import java.util.TreeMap;

/** Every setting that some function reads, as the template's defaults have them; nothing that it names can be reached. */
final class Environment {
    static final Tokens.KeyPair KEYS = Tokens.newKeyPair();
    static final Tokens.KeyPair RECEIPT_KEYS = Tokens.newKeyPair();
    static final String STAGING_BUCKET = "cloudstore-staging-123456789012-us-east-1";

    /** A port on which nobody listens. */
    private static final String NOWHERE = "127.0.0.1:1";

    private static final Map<String, String> ALL = Map.ofEntries(
            Map.entry("CLOUDSTORE_REGION", "us-east-1"),
            Map.entry("CLOUDSTORE_DB_URL", "jdbc:mysql://" + NOWHERE + "/cloudstore"),
            Map.entry("CLOUDSTORE_DB_USER", "cloudstore"),
            Map.entry("CLOUDSTORE_DB_PASSWORD", "plain:nobody knows"),
            Map.entry("CLOUDSTORE_DB_POOL", "2"),
            Map.entry("CLOUDSTORE_DB_LOCK_WAIT_SECONDS", "5"),
            Map.entry("CLOUDSTORE_TLS_CA", ""),
            Map.entry("CLOUDSTORE_SECRETS_ENDPOINT", "http://" + NOWHERE),
            Map.entry("CLOUDSTORE_REDIS_URL", "redis://" + NOWHERE),
            Map.entry("CLOUDSTORE_REDIS_PASSWORD", "plain:nobody knows"),
            Map.entry("CLOUDSTORE_S3_ENDPOINT", "http://" + NOWHERE),
            Map.entry("CLOUDSTORE_S3_PUBLIC_ENDPOINT", "https://store.example"),
            Map.entry("CLOUDSTORE_STS_ENDPOINT", ""),
            Map.entry("CLOUDSTORE_SQS_ENDPOINT", "http://" + NOWHERE),
            Map.entry("CLOUDSTORE_STAGING_BUCKET", STAGING_BUCKET),
            Map.entry("CLOUDSTORE_LONG_TERM_BUCKET", "cloudstore-long-term-123456789012-us-east-1"),
            Map.entry("CLOUDSTORE_TRANSFER_QUEUE", "http://" + NOWHERE + "/123456789012/cloudstore-transfer"),
            Map.entry("CLOUDSTORE_JOBS_QUEUE", "http://" + NOWHERE + "/123456789012/cloudstore-jobs"),
            Map.entry("CLOUDSTORE_WORKER_KEYS", "plain:worker:a worker's secret"),
            Map.entry("CLOUDSTORE_UPLOAD_SIGNER", "plain:upload:an upload signer's secret"),
            Map.entry("CLOUDSTORE_DOWNLOAD_SIGNER", "plain:download:a download signer's secret"),
            Map.entry("CLOUDSTORE_TOKEN_KEY", "plain:" + KEYS.privateKey()),
            Map.entry("CLOUDSTORE_TOKEN_KEYS", "plain:" + KEYS.publicKeys()),
            Map.entry("CLOUDSTORE_RECEIPT_KEY", "plain:" + RECEIPT_KEYS.privateKey()),
            Map.entry("CLOUDSTORE_RECEIPT_KEYS", "plain:" + RECEIPT_KEYS.publicKeys()),
            Map.entry("CLOUDSTORE_SIGN_UP", "open"),
            Map.entry("CLOUDSTORE_QUOTA_BYTES", "107374182400"),
            Map.entry("CLOUDSTORE_OPEN_UPLOADS", "1000"),
            Map.entry("CLOUDSTORE_FOLDER_DEPTH", "64"),
            Map.entry("CLOUDSTORE_ACCESS_TOKEN_SECONDS", "900"),
            Map.entry("CLOUDSTORE_REFRESH_TOKEN_SECONDS", "2592000"),
            Map.entry("CLOUDSTORE_REFRESH_GRACE_SECONDS", "10"),
            Map.entry("CLOUDSTORE_UPLOAD_URL_SECONDS", "900"),
            Map.entry("CLOUDSTORE_DOWNLOAD_URL_SECONDS", "900"),
            Map.entry("CLOUDSTORE_UPLOAD_IDLE_SECONDS", "604800"),
            Map.entry("CLOUDSTORE_UPLOAD_MAX_SECONDS", "2419200"),
            Map.entry("CLOUDSTORE_MERGE_INLINE_SECONDS", "20"),
            Map.entry("CLOUDSTORE_REUSE_SECONDS", "15"),
            Map.entry("CLOUDSTORE_LEASE_SECONDS", "30"),
            Map.entry("CLOUDSTORE_JOB_RESEND_SECONDS", "30"),
            Map.entry("CLOUDSTORE_STAGING_GRACE_SECONDS", "3600"),
            Map.entry("CLOUDSTORE_TOMBSTONE_SECONDS", "86400"),
            Map.entry("CLOUDSTORE_SCRUB_BYTES", "67108864"),
            Map.entry("CLOUDSTORE_SCRUB_SECONDS", "600"),
            Map.entry("CLOUDSTORE_PATROL_REST_SECONDS", "86400"),
            Map.entry("CLOUDSTORE_ORPHAN_SECONDS", "604800"),
            Map.entry("CLOUDSTORE_ORPHAN_PERCENT", "1"),
            Map.entry("CLOUDSTORE_TRANSFER_SECONDS", "90"),
            Map.entry("CLOUDSTORE_TRANSFER_NEW_COPIES_SECONDS", "60"),
            Map.entry("CLOUDSTORE_DEDUP_SCOPE", "everyone"),
            Map.entry("CLOUDSTORE_DEDUP_THRESHOLD_BYTES", "1048576"),
            Map.entry("CLOUDSTORE_INSTANT_CLAIMS_PER_MINUTE", "100000"),
            Map.entry("CLOUDSTORE_CHALLENGE_SECONDS", "300"),
            Map.entry("CLOUDSTORE_PROOF_ANSWER_MILLISECONDS", "300"),
            Map.entry("CLOUDSTORE_CALLS_PER_MINUTE", "100000"),
            Map.entry("CLOUDSTORE_SIGN_INS_PER_HOUR", "100000"),
            Map.entry("CLOUDSTORE_FAILURES_PER_HOUR", "100000"),
            Map.entry("CLOUDSTORE_ADDRESS_FAILURES_PER_MINUTE", "100000"),
            Map.entry("CLOUDSTORE_SIGN_UPS_PER_HOUR", "100000"),
            Map.entry("CLOUDSTORE_ALLOWED_ORIGIN", "https://app.example"));

    private Environment() {}

    static Map<String, String> all() {
        return new TreeMap<>(ALL);
    }

    static Map<String, String> with(String name, String value) {
        Map<String, String> environment = all();
        environment.put(name, value);
        return environment;
    }

    static Map<String, String> without(String name) {
        Map<String, String> environment = all();
        environment.remove(name);
        return environment;
    }
}
