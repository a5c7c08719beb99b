package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.Columns.micros;
import static io.cloudstore.functions.mysql.Columns.sha256;
import static io.cloudstore.functions.mysql.Columns.uuid;

import io.cloudstore.core.work.ClaimKeys;
import io.cloudstore.core.work.CreationKey;
import io.cloudstore.protocol.content.Sha256;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The table {@code idempotency}. */
final class Keys implements ClaimKeys {
    /** The primary key's: two that claim the same keys wait for each other, whatever order they name them in. */
    private static final Comparator<Claim> ORDER =
            Comparator.comparing(claim -> claim.key().key().bytes(), Arrays::compareUnsigned);

    private final JdbcClient sql;
    private final JdbcTemplate jdbc;
    private final Units units;

    Keys(JdbcClient sql, JdbcTemplate jdbc, Units units) {
        this.sql = sql;
        this.jdbc = jdbc;
        this.units = units;
    }

    /** Insert first, then lock: the other order deadlocks whenever two wait for the same key. */
    @Override
    public List<Claim> claim(List<Claim> claims) {
        units.required();
        insert(claims.stream().sorted(ORDER).toList());
        Map<Sha256, Claim> inForce = lock(claims);
        return claims.stream()
                .map(claim -> Optional.ofNullable(inForce.get(claim.key().key()))
                        .orElseThrow(() -> new IllegalStateException("a key that was claimed is gone")))
                .toList();
    }

    private void insert(List<Claim> claims) {
        jdbc.batchUpdate(
                "INSERT INTO idempotency (account_id, route, key_hash, body_hash, resource_id, expires_at)"
                        + " VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND)"
                        + " ON DUPLICATE KEY UPDATE route = route",
                claims,
                claims.size(),
                (row, claim) -> {
                    row.setBytes(1, bytes(claim.key().account()));
                    row.setString(2, claim.key().route());
                    row.setBytes(3, claim.key().key().bytes());
                    row.setBytes(4, claim.key().body().bytes());
                    row.setBytes(5, bytes(claim.resource()));
                    row.setLong(6, micros(LIFE));
                });
    }

    private Map<Sha256, Claim> lock(List<Claim> claims) {
        CreationKey first = claims.getFirst().key();
        Map<Sha256, Claim> inForce = new HashMap<>();
        of(claims, """
                SELECT key_hash, body_hash, resource_id FROM idempotency
                WHERE account_id = :account AND route = :route AND key_hash IN (:keys) FOR UPDATE
                """)
                .query((row, n) -> new Claim(
                        new CreationKey(
                                first.account(), first.route(), sha256(row, "key_hash"), sha256(row, "body_hash")),
                        uuid(row, "resource_id")))
                .list()
                .forEach(claim -> inForce.put(claim.key().key(), claim));
        return inForce;
    }

    @Override
    public void release(List<Claim> claims) {
        units.required();
        of(claims, """
                DELETE FROM idempotency
                WHERE account_id = :account AND route = :route AND key_hash IN (:keys)
                """).update();
    }

    private StatementSpec of(List<Claim> claims, String statement) {
        CreationKey first = claims.getFirst().key();
        return sql.sql(statement)
                .param("account", bytes(first.account()))
                .param("route", first.route())
                .param(
                        "keys",
                        claims.stream().map(claim -> claim.key().key().bytes()).toList());
    }
}
