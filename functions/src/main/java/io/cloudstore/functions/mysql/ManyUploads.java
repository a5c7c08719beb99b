package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.Columns.sha256;
import static io.cloudstore.functions.mysql.Columns.time;
import static io.cloudstore.functions.mysql.Columns.uuid;

import io.cloudstore.core.upload.FindUploads;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.StoreUploads;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.protocol.content.PartPlan;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The tables {@code upload} and {@code upload_part}, many rows a statement; see {@link UploadChanges}. */
final class ManyUploads implements FindUploads, StoreUploads {
    private final JdbcClient sql;
    private final JdbcTemplate jdbc;
    private final Units units;

    ManyUploads(JdbcClient sql, JdbcTemplate jdbc, Units units) {
        this.sql = sql;
        this.jdbc = jdbc;
        this.units = units;
    }

    @Override
    public List<Upload> find(Collection<UploadId> ids) {
        return of(ids, UploadRow.SELECT + "WHERE id IN (:ids)")
                .query(UploadRow::read)
                .list();
    }

    @Override
    public Map<UploadId, List<RecordedPart>> parts(Collection<UploadId> ids) {
        Map<UploadId, List<RecordedPart>> parts = new HashMap<>();
        of(ids, """
                SELECT upload_id, n, sha256, length FROM upload_part WHERE upload_id IN (:ids) ORDER BY upload_id, n
                """)
                .query((row, n) -> Map.entry(
                        new UploadId(uuid(row, "upload_id")),
                        new RecordedPart(row.getInt("n"), sha256(row, "sha256"), row.getLong("length"))))
                .list()
                .forEach(part -> parts.computeIfAbsent(part.getKey(), id -> new ArrayList<>())
                        .add(part.getValue()));
        return parts;
    }

    @Override
    public void insert(Map<Upload, List<RecordedPart>> uploads) {
        units.required();
        jdbc.batchUpdate(
                "INSERT INTO upload (id, account_id, folder_id, name, id_scheme, size, part_size, part_count,"
                        + " content_type, modified_at, conflict, domain, state, staging_key, urls_dead_at, to_ask,"
                        + " renamed, created_at, expires_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, FALSE, ?, ?)",
                uploads.entrySet(),
                uploads.size(),
                (row, each) -> bind(row, each.getKey(), !each.getValue().isEmpty()));
        List<Map.Entry<UploadId, RecordedPart>> parts = uploads.entrySet().stream()
                .flatMap(each -> each.getValue().stream()
                        .map(part -> Map.entry(each.getKey().id(), part)))
                .toList();
        if (!parts.isEmpty()) {
            insertParts(parts);
        }
    }

    private static void bind(PreparedStatement row, Upload upload, boolean toAsk) throws SQLException {
        row.setBytes(1, bytes(upload.id().value()));
        row.setBytes(2, bytes(upload.account().value()));
        row.setBytes(3, bytes(upload.folder().value()));
        row.setBytes(4, bytes(upload.name()));
        row.setInt(5, PartPlan.SCHEME);
        row.setLong(6, upload.plan().size());
        row.setLong(7, upload.plan().partSize());
        row.setInt(8, upload.plan().partCount());
        row.setString(9, upload.contentType());
        row.setObject(10, time(upload.modifiedAt()), Types.TIMESTAMP);
        row.setString(11, upload.conflict().name());
        row.setBytes(12, bytes(upload.domain().value()));
        row.setString(13, upload.state().name());
        row.setBytes(14, bytes(upload.stagingKey()));
        row.setObject(15, time(upload.urlsDeadAt()), Types.TIMESTAMP);
        row.setBoolean(16, toAsk);
        row.setObject(17, time(upload.createdAt()), Types.TIMESTAMP);
        row.setObject(18, time(upload.expiresAt()), Types.TIMESTAMP);
    }

    private void insertParts(List<Map.Entry<UploadId, RecordedPart>> parts) {
        jdbc.batchUpdate(
                "INSERT INTO upload_part (upload_id, n, sha256, length) VALUES (?, ?, ?, ?)",
                parts,
                parts.size(),
                (row, part) -> {
                    row.setBytes(1, bytes(part.getKey().value()));
                    row.setInt(2, part.getValue().n());
                    row.setBytes(3, part.getValue().sha256().bytes());
                    row.setLong(4, part.getValue().length());
                });
    }

    /** By id, as everybody who locks several. */
    @Override
    public List<Upload> lock(Collection<UploadId> ids) {
        units.required();
        return of(ids, UploadRow.SELECT + "WHERE id IN (:ids) ORDER BY id FOR UPDATE")
                .query(UploadRow::read)
                .list();
    }

    @Override
    public void merged(Collection<Merge> merges, Instant now) {
        units.required();
        jdbc.batchUpdate(
                "UPDATE upload SET state = 'MERGED', file_id = ?, renamed = ?, ended_at = ? WHERE id = ? AND state = 'OPEN'",
                merges,
                merges.size(),
                (row, merge) -> {
                    row.setBytes(1, bytes(merge.file().value()));
                    row.setBoolean(2, merge.renamed());
                    row.setObject(3, time(now), Types.TIMESTAMP);
                    row.setBytes(4, bytes(merge.upload().value()));
                });
        of(merges.stream().map(Merge::upload).toList(), "DELETE FROM upload_part WHERE upload_id IN (:ids)")
                .update();
    }

    private StatementSpec of(Collection<UploadId> ids, String statement) {
        return sql.sql(statement)
                .param("ids", ids.stream().map(id -> bytes(id.value())).toList());
    }
}
