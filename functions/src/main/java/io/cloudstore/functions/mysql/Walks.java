package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.Columns.sha256;
import static io.cloudstore.functions.mysql.Columns.uuid;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.sweep.KnowKeys;
import io.cloudstore.core.sweep.SampleBlobs;
import io.cloudstore.core.sweep.WalkBlobs;
import io.cloudstore.protocol.content.Sha256;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the sweep reads while it walks over rows, and asks of them while it walks over buckets. Nothing is locked: whoever
 * acts on an answer looks again under the row's lock, or has a key that can't be wanted again.
 */
final class Walks implements WalkBlobs, SampleBlobs, KnowKeys {
    private final JdbcClient sql;

    Walks(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public List<Blob> next(BlobId after, int limit) {
        return sql.sql(Blobs.SELECT + "WHERE id > :after ORDER BY id LIMIT :limit")
                .param("after", bytes(after.value()))
                .param("limit", limit)
                .query(BlobRow::read)
                .list();
    }

    @Override
    public List<BlobId> forgotten(BlobId after, BlobId last) {
        return sql.sql("""
                SELECT b.id
                FROM `blob` b
                LEFT JOIN file_version v ON v.blob_id = b.id
                LEFT JOIN job j ON j.kind = 'RECLAIM' AND j.subject = b.id AND j.state <> 'DONE'
                WHERE b.id > :after AND b.id <= :last AND v.blob_id IS NULL AND j.subject IS NULL
                """)
                .param("after", bytes(after.value()))
                .param("last", bytes(last.value()))
                .query((row, n) -> new BlobId(uuid(row, "id")))
                .list();
    }

    @Override
    public List<BlobId> unverified(BlobId after, BlobId last) {
        return sql.sql("""
                SELECT id FROM `blob`
                WHERE id > :after AND id <= :last AND place = 'STORED' AND live = 1 AND stored_at IS NULL
                """)
                .param("after", bytes(after.value()))
                .param("last", bytes(last.value()))
                .query((row, n) -> new BlobId(uuid(row, "id")))
                .list();
    }

    /**
     * From the point on: MySQL takes a range of more than some of the rows for too dear, and would read the index from its
     * beginning.
     */
    @Override
    public List<Blob> stored(UUID point, int limit) {
        return sql.sql(Blobs.SELECT + """
                FORCE INDEX (blob_by_long_term_key)
                WHERE long_term_key >= :point AND place = 'STORED' AND live = 1
                ORDER BY long_term_key LIMIT :limit
                """)
                .param("point", bytes(point))
                .param("limit", limit)
                .query(BlobRow::read)
                .list();
    }

    @Override
    public Optional<Sha256> digestOf(BlobId id, int n) {
        return sql.sql("SELECT sha256 FROM blob_part WHERE blob_id = :id AND n = :n")
                .param("id", bytes(id.value()))
                .param("n", n)
                .query((row, at) -> sha256(row, "sha256"))
                .optional();
    }

    /**
     * One statement, so one moment: a merge moves a key from its upload to a blob, a transfer from its blob to a job. What
     * was listed just before it was cleaned is known for an hour more.
     */
    @Override
    public Set<UUID> staging(Collection<UUID> keys) {
        return known("""
                SELECT staging_key AS known FROM upload WHERE staging_key IN (:keys) AND live = 1
                UNION ALL
                SELECT staging_key FROM `blob` WHERE staging_key IN (:keys) AND place <> 'STORED'
                UNION ALL
                SELECT subject FROM job WHERE kind = 'CLEAN' AND subject IN (:keys)
                  AND (state <> 'DONE' OR ended_at > UTC_TIMESTAMP(6) - INTERVAL 1 HOUR)
                """, keys);
    }

    @Override
    public Set<UUID> longTerm(Collection<UUID> keys) {
        return known("SELECT long_term_key AS known FROM `blob` WHERE long_term_key IN (:keys)", keys);
    }

    private Set<UUID> known(String statement, Collection<UUID> keys) {
        return keys.isEmpty()
                ? Set.of()
                : new HashSet<>(sql.sql(statement)
                        .param("keys", keys.stream().map(Columns::bytes).toList())
                        .query((row, n) -> uuid(row, "known"))
                        .list());
    }
}
