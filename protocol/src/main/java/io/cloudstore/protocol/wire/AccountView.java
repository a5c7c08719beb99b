package io.cloudstore.protocol.wire;

import java.time.Instant;

/**
 * An account, as its owner sees it.
 *
 * @param quotaBytes most bytes that used and reserved may come to
 * @param usedBytes bytes of all file versions that are not purged
 * @param reservedBytes bytes that open uploads have set aside
 */
public record AccountView(
        String id, String name, long quotaBytes, long usedBytes, long reservedBytes, Instant createdAt) {}
