package io.cloudstore.core.account;

import java.time.Instant;

/**
 * An account.
 *
 * @param quotaBytes most that used and reserved may come to
 * @param usedBytes bytes of all its file versions that are not purged
 * @param reservedBytes bytes that its open uploads have set aside
 */
public record Account(
        AccountId id, String name, long quotaBytes, long usedBytes, long reservedBytes, Instant createdAt) {}
