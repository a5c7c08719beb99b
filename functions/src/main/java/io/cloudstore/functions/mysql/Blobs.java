package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.Columns.sha256;
import static io.cloudstore.functions.mysql.Columns.uuid;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.blob.FindBlob;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.StoreBlob;
import io.cloudstore.core.blob.StoreBlobs.NewContent;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The tables {@code blob} and {@code blob_part}. */
final class Blobs implements FindBlob, StoreBlob {
    static final String SELECT = """
            SELECT id, domain, size, part_size, part_count, content_id, place, life, staging_key, urls_dead_at,
                   long_term_key, long_term_upload
            FROM `blob`
            """;

    private final JdbcClient sql;
    private final BlobParts parts;
    private final Units units;

    Blobs(JdbcClient sql, BlobParts parts, Units units) {
        this.sql = sql;
        this.parts = parts;
        this.units = units;
    }

    @Override
    public Optional<Blob> find(BlobId id) {
        return of(id, SELECT + "WHERE id = :id").query(BlobRow::read).optional();
    }

    @Override
    public Optional<Blob> findByStagingKey(UUID stagingKey) {
        return sql.sql(SELECT + "WHERE staging_key = :key")
                .param("key", bytes(stagingKey))
                .query(BlobRow::read)
                .optional();
    }

    @Override
    public List<Sha256> partDigests(BlobId id) {
        return of(id, "SELECT sha256 FROM blob_part WHERE blob_id = :id ORDER BY n")
                .query((row, n) -> sha256(row, "sha256"))
                .list();
    }

    @Override
    public Optional<Blob> find(Domain domain, long size, ContentId id) {
        return content(domain, size, id, "").query(BlobRow::read).optional();
    }

    /** Only rows of this account are read until one of them is of this content. */
    @Override
    public Optional<Blob> own(UUID owner, long size, ContentId id) {
        return sql.sql("""
                SELECT v.blob_id
                FROM file_version v
                JOIN file f ON f.id = v.file_id AND f.state <> 'PURGED'
                JOIN `blob` b ON b.id = v.blob_id AND b.size = :size AND b.live = 1
                WHERE v.account_id = :owner AND v.content_id = :contentId
                LIMIT 1
                """)
                .param("owner", bytes(owner))
                .param("size", size)
                .param("contentId", id.digest().bytes())
                .query((row, n) -> new BlobId(uuid(row, "blob_id")))
                .optional()
                .flatMap(this::find);
    }

    @Override
    public Optional<Blob> sizedLike(Domain domain, long size) {
        return sized(domain, size, "size >= :size AND live = 1 ORDER BY size, content_id LIMIT 1")
                .or(() -> sized(domain, size, "size < :size AND live = 1 ORDER BY size DESC, content_id DESC LIMIT 1"));
    }

    private Optional<Blob> sized(Domain domain, long size, String condition) {
        return sql.sql(SELECT + "WHERE domain = :domain AND " + condition)
                .param("domain", bytes(domain.value()))
                .param("size", size)
                .query(BlobRow::read)
                .optional();
    }

    private StatementSpec content(Domain domain, long size, ContentId id, String lock) {
        return sql.sql(SELECT + "WHERE domain = :domain AND size = :size AND content_id = :contentId AND live = 1"
                        + lock)
                .param("domain", bytes(domain.value()))
                .param("size", size)
                .param("contentId", id.digest().bytes());
    }

    @Override
    public List<BlobId> quarantinedLike(Blob blob) {
        return sql.sql("""
                SELECT id FROM `blob`
                WHERE domain = :domain AND size = :size AND content_id = :contentId AND live IS NULL
                  AND part_count = :parts AND life = 'QUARANTINED'
                """)
                .param("domain", bytes(blob.domain().value()))
                .param("size", blob.plan().size())
                .param("contentId", blob.contentId().digest().bytes())
                .param("parts", blob.plan().partCount())
                .query((row, n) -> new BlobId(uuid(row, "id")))
                .list();
    }

    /** Insert first, then lock: the other order deadlocks whenever two wait for the same content. */
    @Override
    public Blob insertOrLock(Blob blob, List<Sha256> partDigests) {
        units.required();
        insert(blob);
        Blob holder = lockContent(blob);
        if (holder.id().equals(blob.id())) {
            parts.insert(List.of(new NewContent(blob, partDigests)));
        }
        if (holder.life() != Life.TOMBSTONED) {
            return holder;
        }
        revive(holder.id());
        return BlobRow.withLife(holder, Life.LIVE);
    }

    private void insert(Blob blob) {
        BlobRow.requirePlanned(blob);
        BlobRow.bind(blob, sql.sql("""
                INSERT INTO `blob` (id, domain, id_scheme, size, part_size, part_count, content_id, place, life,
                                    staging_key, urls_dead_at, long_term_key, long_term_upload, created_at)
                VALUES (:id, :domain, :scheme, :size, :partSize, :partCount, :contentId, :place, :life,
                        :stagingKey, :urlsDeadAt, :longTermKey, :longTermUpload, UTC_TIMESTAMP(6))
                ON DUPLICATE KEY UPDATE id = `blob`.id
                """)).param("scheme", PartPlan.SCHEME).update();
    }

    private Blob lockContent(Blob blob) {
        return content(blob.domain(), blob.plan().size(), blob.contentId(), " FOR UPDATE")
                .query(BlobRow::read)
                .optional()
                .orElseThrow(() -> new IllegalStateException("a key of blob " + blob.id() + " is another blob's"));
    }

    /** Under the account's lock, without which none of its files goes, and reading what is committed now. */
    @Override
    public boolean isHeldBy(BlobId id, UUID owner) {
        units.required();
        return of(id, """
                SELECT 1
                FROM file_version v
                JOIN file f ON f.id = v.file_id AND f.state <> 'PURGED'
                WHERE v.blob_id = :id AND v.account_id = :owner
                LIMIT 1 FOR UPDATE
                """)
                .param("owner", bytes(owner))
                .query((row, n) -> true)
                .optional()
                .isPresent();
    }

    @Override
    public void revive(BlobId id) {
        change(id, "UPDATE `blob` SET life = 'LIVE' WHERE id = :id AND life = 'TOMBSTONED'");
    }

    @Override
    public Optional<Blob> lock(BlobId id) {
        units.required();
        return of(id, SELECT + "WHERE id = :id FOR UPDATE").query(BlobRow::read).optional();
    }

    @Override
    public void copying(BlobId id) {
        change(id, "UPDATE `blob` SET place = 'COPYING' WHERE id = :id AND place = 'STAGED'");
    }

    @Override
    public String longTermUpload(BlobId id, String multipartId) {
        units.required();
        of(id, "UPDATE `blob` SET long_term_upload = :upload WHERE id = :id AND long_term_upload IS NULL")
                .param("upload", multipartId)
                .update();
        return of(id, "SELECT long_term_upload FROM `blob` WHERE id = :id FOR UPDATE")
                .query((row, n) -> row.getString("long_term_upload"))
                .single();
    }

    @Override
    public void forgetLongTermUpload(BlobId id, String multipartId) {
        units.required();
        of(id, "UPDATE `blob` SET long_term_upload = NULL WHERE id = :id AND long_term_upload = :upload")
                .param("upload", multipartId)
                .update();
    }

    @Override
    public void stored(BlobId id) {
        change(id, "UPDATE `blob` SET place = 'STORED', stored_at = UTC_TIMESTAMP(6) WHERE id = :id");
    }

    @Override
    public void recordVerified(BlobId id) {
        change(id, """
                UPDATE `blob` SET stored_at = UTC_TIMESTAMP(6)
                WHERE id = :id AND place = 'STORED' AND stored_at IS NULL
                """);
    }

    /** Tombstoned content too: nobody may revive what differs. */
    @Override
    public void quarantine(BlobId id) {
        change(id, "UPDATE `blob` SET life = 'QUARANTINED' WHERE id = :id AND life IN ('LIVE', 'TOMBSTONED')");
    }

    private void change(BlobId id, String statement) {
        units.required();
        of(id, statement).update();
    }

    private StatementSpec of(BlobId id, String statement) {
        return sql.sql(statement).param("id", bytes(id.value()));
    }
}
