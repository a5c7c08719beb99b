package io.cloudstore.functions.mysql;

import io.cloudstore.core.account.AccountId;
import java.util.List;

/** Thousands of rows in every table, most of them one account's: what an index is for. */
final class Bulk {
    /** {@code n} from 0 to 9,999 as {@code numbers.n}, without the recursion that each engine limits on its own. */
    private static final String NUMBERS = """
            WITH digit (d) AS (SELECT 0 UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
              UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9),
            numbers (n) AS (SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d FROM digit a, digit b, digit c, digit e)
            """;

    private static final List<String> TABLES = List.of("""
            account (id, name, name_key, password_hash, quota_bytes, used_bytes, reserved_bytes, write_seq, created_at)
            SELECT id('account'), n, CONCAT('bulk ', n), '', 0, 0, 0, 0, UTC_TIMESTAMP(6)""", """
            session (id, account_id, device, created_at, expires_at)
            SELECT id('session'), :owner, '', UTC_TIMESTAMP(6),
                   UTC_TIMESTAMP(6) + INTERVAL n + 60 MINUTE""", """
            refresh_token (hash, session_id, expires_at)
            SELECT digest('token'), id('session'),
                   UTC_TIMESTAMP(6) + INTERVAL n + 60 MINUTE""", """
            folder (id, account_id, parent_id, name, state, created_at)
            SELECT id('folder'), :owner, :owner, CONCAT('folder ', n), 'LIVE', UTC_TIMESTAMP(6)""", """
            file (id, account_id, folder_id, name, state, current_version, created_at)
            SELECT id('file'), :owner, :owner, CONCAT('file ', n), 'LIVE', 1, UTC_TIMESTAMP(6)""", """
            `blob` (id, domain, id_scheme, size, part_size, part_count, content_id, place, life, staging_key,
                    urls_dead_at, long_term_key, created_at)
            SELECT id('blob'), :owner, 1, 1000, 8388608, 1, digest('content'),
                   'STORED', 'LIVE', id('staging'), UTC_TIMESTAMP(6),
                   id('long term'), UTC_TIMESTAMP(6)""", """
            blob_part (blob_id, n, sha256, domain)
            SELECT id('blob'), 1, digest('content'), :owner""", """
            file_version (file_id, number, account_id, blob_id, size, content_type, created_at)
            SELECT id('file'), 1, :owner, id('blob'), 1000, '', UTC_TIMESTAMP(6)""", """
            upload (id, account_id, folder_id, name, id_scheme, size, part_size, part_count, content_type, conflict,
                    domain, state, staging_key, urls_dead_at, to_ask, renamed, created_at, expires_at, ended_at)
            SELECT id('upload'), :owner, :owner, 'x', 1, 1000, 8388608, 1, '', 'FAIL', :owner,
                   CASE n % 2 WHEN 0 THEN 'OPEN' ELSE 'ABORTED' END, id('upload key'),
                   UTC_TIMESTAMP(6) + INTERVAL n MINUTE, n % 4 = 0, FALSE, UTC_TIMESTAMP(6),
                   UTC_TIMESTAMP(6) + INTERVAL n MINUTE, CASE n % 2 WHEN 1 THEN UTC_TIMESTAMP(6) END""", """
            upload_part (upload_id, n, sha256, length)
            SELECT id('upload'), 1, digest('content'), 1000""", """
            job (kind, subject, state, due_at, fence, attempts, checkpoint, ended_at)
            SELECT 'CLEAN', id('job'), CASE n % 2 WHEN 0 THEN 'READY' ELSE 'DONE' END,
                   CASE n % 2 WHEN 0 THEN UTC_TIMESTAMP(6) + INTERVAL n + 60 MINUTE END, 0, 0, '',
                   CASE n % 2 WHEN 1 THEN UTC_TIMESTAMP(6) END""", """
            throttle (subject, ends_at, attempts)
            SELECT digest('subject'), UTC_TIMESTAMP(6) + INTERVAL n + 60 MINUTE, 1""");

    private Bulk() {}

    static void fill(AccountId owner, int rows) {
        for (String table : TABLES) {
            int select = table.indexOf("SELECT");
            World.MYSQL
                    .sql
                    .sql("INSERT INTO " + table.substring(0, select) + NUMBERS + expanded(table.substring(select))
                            + " FROM numbers WHERE n < :rows")
                    .param("owner", Columns.bytes(owner.value()))
                    .param("rows", rows)
                    .update();
            String name = table.substring(0, table.indexOf(' '));
            World.RAW
                    .sql("ANALYZE TABLE " + name)
                    .query((row, n) -> row.getString(1))
                    .list();
        }
    }

    /** {@code id('x')} and {@code digest('x')}: bytes of SHA-256 over x and n. MySQL 9 has no MD5 any more. */
    private static String expanded(String select) {
        return select.replaceAll("\\bid\\(('[^']*')\\)", "UNHEX(LEFT(SHA2(CONCAT($1, n), 256), 32))")
                .replaceAll("\\bdigest\\(('[^']*')\\)", "UNHEX(SHA2(CONCAT($1, n), 256))");
    }
}
