package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.Sha256;
import java.sql.Connection;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A schema that was shipped, with rows in it, comes to today's version. */
class UpgradeTest {
    private static final UUID OWNER = World.id();
    private static final Sha256 CONTENT = World.digest("upgraded");

    @Test
    void what_an_account_held_before_it_could_be_claimed_is_its_own_afterwards() {
        FreshSchema schema = FreshSchema.named("cloudstore_upgrade");
        Connections connections = Connections.to(schema.settings(2));
        try {
            migrate(connections, "1");
            fill(JdbcClient.create(connections));
        } finally {
            connections.close();
        }
        try (MySql mysql = MySql.open(schema.settings(2))) {
            mysql.migrate();
            assertThat(mysql.findBlob().own(OWNER, 1_000, new ContentId(CONTENT, 1)))
                    .isPresent();
            assertThat(mysql.findBlob().own(World.id(), 1_000, new ContentId(CONTENT, 1)))
                    .isEmpty();
            assertThat(mysql.findOwnParts().ownParts(new AccountId(OWNER), Set.of(CONTENT)))
                    .singleElement()
                    .satisfies(part -> assertThat(part.n()).isEqualTo(1));
            assertThat(mysql.sql
                            .sql("SELECT n FROM blob_part WHERE blob_id = ? AND domain IS NULL ORDER BY n")
                            .param(bytes(OWNER))
                            .query(Integer.class)
                            .list())
                    .as("repeats are not looked for")
                    .containsExactly(2, 4);
            assertThat(mysql.findVerified().verified(new BlobId(OWNER)))
                    .as("when it was verified, nobody wrote down")
                    .isEmpty();
        }
    }

    /** One that was cut off half-way could not be made again. */
    @Test
    void a_change_that_takes_longer_than_a_call_may_is_waited_for() throws Exception {
        FreshSchema schema = FreshSchema.named("cloudstore_slow_upgrade");
        assumeThat(schema.url()).isNotEqualTo(TestDatabase.get().url());
        MySqlSettings settings = schema.settings(2);
        MySqlSettings hasty = new MySqlSettings(
                settings.url(),
                settings.user(),
                settings.password(),
                1,
                settings.connect(),
                Duration.ofSeconds(1),
                settings.lockWait(),
                settings.trust());
        Connections connections = Connections.to(settings);
        try (MySql migrating = MySql.open(hasty);
                Connection reader = connections.getConnection()) {
            migrate(connections, "5");
            reader.setAutoCommit(false);
            reader.createStatement()
                    .executeQuery("SELECT COUNT(*) FROM blob_part")
                    .close();
            FutureTask<Void> migration = new FutureTask<>(migrating::migrate, null);
            Thread.ofVirtual().start(migration);
            assertThatThrownBy(() -> migration.get(2_500, TimeUnit.MILLISECONDS))
                    .as("the table can't be changed while it is read")
                    .isInstanceOf(TimeoutException.class);
            reader.rollback();
            migration.get();
        } finally {
            connections.close();
        }
    }

    private static void migrate(Connections connections, String target) {
        Flyway.configure()
                .dataSource(connections)
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
    }

    private static void fill(JdbcClient sql) {
        byte[] id = bytes(OWNER);
        byte[] key = bytes(UUID.randomUUID());
        sql.sql("""
                INSERT INTO account (id, name, name_key, password_hash, quota_bytes, used_bytes, reserved_bytes, write_seq,
                                     created_at)
                VALUES (?, 'u', 'u', '', 1000, 1000, 0, 0, UTC_TIMESTAMP(6))
                """).param(id).update();
        sql.sql("""
                INSERT INTO folder (id, account_id, name, state, created_at) VALUES (?, ?, '/', 'LIVE', UTC_TIMESTAMP(6))
                """).params(id, id).update();
        sql.sql("""
                INSERT INTO file (id, account_id, folder_id, name, state, current_version, created_at)
                VALUES (?, ?, ?, 'f', 'LIVE', 1, UTC_TIMESTAMP(6))
                """).params(id, id, id).update();
        sql.sql("""
                INSERT INTO `blob` (id, domain, id_scheme, size, part_size, part_count, content_id, place, life,
                                    staging_key, urls_dead_at, long_term_key, created_at)
                VALUES (?, ?, 1, 1000, 8388608, 1, ?, 'STORED', 'LIVE', ?, UTC_TIMESTAMP(6), ?, UTC_TIMESTAMP(6))
                """).params(id, id, CONTENT.bytes(), key, key).update();
        for (int n = 1; n <= 4; n++) {
            sql.sql("INSERT INTO blob_part (blob_id, n, sha256) VALUES (?, ?, ?)")
                    .params(id, n, (n <= 2 ? CONTENT : World.digest("another part")).bytes())
                    .update();
        }
        sql.sql("""
                INSERT INTO file_version (file_id, number, account_id, blob_id, size, content_type, created_at)
                VALUES (?, 1, ?, ?, 1000, '', UTC_TIMESTAMP(6))
                """).params(id, id, id).update();
    }
}
