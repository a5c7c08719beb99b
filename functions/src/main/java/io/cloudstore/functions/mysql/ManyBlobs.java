package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.Columns.sha256;
import static io.cloudstore.functions.mysql.Columns.time;
import static io.cloudstore.functions.mysql.Columns.uuid;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.blob.FindBlobs;
import io.cloudstore.core.blob.StoreBlobs;
import io.cloudstore.protocol.content.PartPlan;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code blob} and {@code blob_part}, many rows a statement where the content is new. */
final class ManyBlobs implements FindBlobs, StoreBlobs {
    /** Of the contents, as two batches of the same contents have in common; the ids of those that are new are drawn. */
    private static final Comparator<NewContent> ORDER =
            Comparator.comparing(content -> content.blob().contentId().digest().bytes(), Arrays::compareUnsigned);

    private final JdbcClient sql;
    private final JdbcTemplate jdbc;
    private final BlobParts parts;
    private final Blobs blobs;
    private final Units units;

    ManyBlobs(JdbcClient sql, JdbcTemplate jdbc, BlobParts parts, Blobs blobs, Units units) {
        this.sql = sql;
        this.jdbc = jdbc;
        this.parts = parts;
        this.blobs = blobs;
        this.units = units;
    }

    /** From the rarest end: the digests' blobs in the domains that have this account's, then its versions of them. */
    @Override
    public Set<FirstPart> ownersFirstParts(UUID owner, Collection<FirstPart> firstParts) {
        Set<FirstPart> held = new HashSet<>(sql.sql("""
                SELECT b.size, p.sha256
                FROM blob_part p
                JOIN `blob` b ON b.id = p.blob_id AND b.live = 1
                JOIN file_version v ON v.blob_id = b.id AND v.account_id = :owner
                JOIN file f ON f.id = v.file_id AND f.state <> 'PURGED'
                WHERE p.domain IN (:owner, :installation) AND p.sha256 IN (:sha256) AND p.n = 1
                """)
                .param("owner", bytes(owner))
                .param("installation", bytes(Domain.INSTALLATION.value()))
                .param(
                        "sha256",
                        firstParts.stream().map(part -> part.sha256().bytes()).toList())
                .query((row, n) -> new FirstPart(row.getLong("size"), sha256(row, "sha256")))
                .list());
        held.retainAll(firstParts);
        return held;
    }

    @Override
    public Set<BlobId> withQuarantined(Collection<BlobId> blobs) {
        return new HashSet<>(sql.sql("""
                SELECT g.id
                FROM `blob` g
                JOIN `blob` q ON q.domain = g.domain AND q.size = g.size AND q.content_id = g.content_id
                  AND q.live IS NULL AND q.life = 'QUARANTINED'
                WHERE g.id IN (:ids)
                """)
                .param("ids", blobs.stream().map(blob -> bytes(blob.value())).toList())
                .query((row, n) -> new BlobId(uuid(row, "id")))
                .list());
    }

    /** What was inserted is locked by that; what was there is locked one by one, as {@link Blobs#insertOrLock} does. */
    @Override
    public List<Blob> insertOrLock(List<NewContent> contents) {
        units.required();
        List<NewContent> sorted = contents.stream().sorted(ORDER).toList();
        insert(sorted);
        Set<BlobId> inserted = inserted(contents);
        parts.insert(sorted.stream()
                .filter(content -> inserted.contains(content.blob().id()))
                .toList());
        Map<BlobId, Blob> held = new HashMap<>();
        for (NewContent content : sorted) {
            Blob mine = content.blob();
            held.put(mine.id(), inserted.contains(mine.id()) ? mine : blobs.insertOrLock(mine, content.partDigests()));
        }
        return contents.stream()
                .map(content -> held.getOrDefault(content.blob().id(), content.blob()))
                .toList();
    }

    private void insert(List<NewContent> contents) {
        jdbc.batchUpdate(
                "INSERT INTO `blob` (id, domain, id_scheme, size, part_size, part_count, content_id, place, life,"
                        + " staging_key, urls_dead_at, long_term_key, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))"
                        + " ON DUPLICATE KEY UPDATE place = place",
                contents,
                contents.size(),
                (row, content) -> bind(row, content.blob()));
    }

    private static void bind(PreparedStatement row, Blob blob) throws SQLException {
        BlobRow.requirePlanned(blob);
        row.setBytes(1, bytes(blob.id().value()));
        row.setBytes(2, bytes(blob.domain().value()));
        row.setInt(3, PartPlan.SCHEME);
        row.setLong(4, blob.plan().size());
        row.setLong(5, blob.plan().partSize());
        row.setInt(6, blob.plan().partCount());
        row.setBytes(7, blob.contentId().digest().bytes());
        row.setString(8, blob.place().name());
        row.setString(9, blob.life().name());
        row.setBytes(10, bytes(blob.stagingKey()));
        row.setObject(11, time(blob.urlsDeadAt()), Types.TIMESTAMP);
        row.setBytes(12, bytes(blob.longTermKey()));
    }

    private Set<BlobId> inserted(List<NewContent> contents) {
        return new HashSet<>(sql.sql("SELECT id FROM `blob` WHERE id IN (:ids) FOR UPDATE")
                .param(
                        "ids",
                        contents.stream()
                                .map(content -> bytes(content.blob().id().value()))
                                .toList())
                .query((row, n) -> new BlobId(uuid(row, "id")))
                .list());
    }
}
