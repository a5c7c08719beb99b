package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.Columns.sha256;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.instant.FindOwnParts;
import io.cloudstore.protocol.content.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Parts of an account's own content, found by their digests in {@code blob_part}. */
final class OwnParts implements FindOwnParts {
    /** Digests that one statement asks for. Fewer are filled up with one of them, so that there is one statement only. */
    private static final int DIGESTS_A_STATEMENT = 100;
    /**
     * Parts with these digests that one statement looks at, whosever they are. Some parts all the world has: zeros. They
     * cost no more than this, and at worst hide those that were asked for beside them.
     */
    private static final int ROWS_A_STATEMENT = 10_000;

    /**
     * From the rarest end, as {@code ManyBlobs.ownersFirstParts}: the digests' parts, their living blobs, this account's versions of
     * them. Of each digest one part stays, the newest content's: a file's last version is most of its next one, and few
     * sources mean few questions to the store.
     */
    private static final String SELECT = """
            SELECT id, domain, size, part_size, part_count, content_id, place, life, staging_key, urls_dead_at,
                   long_term_key, long_term_upload, n, sha256
            FROM (
              SELECT b.id, b.domain, b.size, b.part_size, b.part_count, b.content_id, b.place, b.life, b.staging_key,
                     b.urls_dead_at, b.long_term_key, b.long_term_upload, p.n, p.sha256,
                     ROW_NUMBER() OVER (PARTITION BY p.sha256 ORDER BY p.blob_id DESC, p.n) AS choice
              FROM (SELECT blob_id, n, sha256 FROM blob_part WHERE sha256 IN (:digests) LIMIT :rows) p
              JOIN `blob` b ON b.id = p.blob_id AND b.life = 'LIVE'
              JOIN file_version v ON v.blob_id = b.id AND v.account_id = :owner
              JOIN file f ON f.id = v.file_id AND f.state <> 'PURGED'
            ) own
            WHERE choice = 1
            """;

    private final JdbcClient sql;

    OwnParts(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public List<OwnPart> ownParts(AccountId owner, Set<Sha256> digests) {
        List<Sha256> wanted = List.copyOf(digests);
        List<OwnPart> found = new ArrayList<>();
        for (int from = 0; from < wanted.size(); from += DIGESTS_A_STATEMENT) {
            int most = Math.min(wanted.size(), from + DIGESTS_A_STATEMENT);
            found.addAll(ask(owner, wanted.subList(from, most)));
        }
        return found;
    }

    private List<OwnPart> ask(AccountId owner, List<Sha256> digests) {
        byte[] again = digests.getFirst().bytes();
        List<byte[]> values = IntStream.range(0, DIGESTS_A_STATEMENT)
                .mapToObj(i -> i < digests.size() ? digests.get(i).bytes() : again)
                .toList();
        return sql.sql(SELECT)
                .param("owner", bytes(owner.value()))
                .param("digests", values)
                .param("rows", ROWS_A_STATEMENT)
                .query((row, n) -> new OwnPart(sha256(row, "sha256"), BlobRow.read(row, n), row.getInt("n")))
                .list();
    }
}
