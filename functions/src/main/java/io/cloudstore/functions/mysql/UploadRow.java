package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.instant;
import static io.cloudstore.functions.mysql.Columns.name;
import static io.cloudstore.functions.mysql.Columns.optionalInstant;
import static io.cloudstore.functions.mysql.Columns.optionalUuid;
import static io.cloudstore.functions.mysql.Columns.uuid;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.drive.Conflict;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.upload.FindUpload.Listed;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.protocol.content.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** An upload as a row. */
final class UploadRow {
    private static final String COLUMNS = """
            SELECT id, account_id, folder_id, name, size, part_size, part_count, content_type, modified_at, conflict,
                   domain, state, staging_key, multipart_id, urls_dead_at, file_id, renamed, created_at, expires_at
            """;

    static final String SELECT = COLUMNS + "FROM upload\n";

    /** Beside the columns the digest of part 1, by the parts' primary key: one look-up a row, none a page. */
    static final String SELECT_LISTED = COLUMNS + """
            , (SELECT sha256 FROM upload_part WHERE upload_id = upload.id AND n = 1) AS first_part
            FROM upload
            """;

    private UploadRow() {}

    static Upload read(ResultSet row, int n) throws SQLException {
        return new Upload(
                new UploadId(uuid(row, "id")),
                new AccountId(uuid(row, "account_id")),
                new FolderId(uuid(row, "folder_id")),
                name(row, "name"),
                BlobRow.plan(row),
                row.getString("content_type"),
                optionalInstant(row, "modified_at"),
                Conflict.valueOf(row.getString("conflict")),
                new Domain(uuid(row, "domain")),
                UploadState.valueOf(row.getString("state")),
                uuid(row, "staging_key"),
                Optional.ofNullable(row.getString("multipart_id")),
                instant(row, "urls_dead_at"),
                optionalUuid(row, "file_id").map(FileId::new),
                row.getBoolean("renamed"),
                instant(row, "created_at"),
                instant(row, "expires_at"));
    }

    static Listed readListed(ResultSet row, int n) throws SQLException {
        return new Listed(
                read(row, n), Optional.ofNullable(row.getBytes("first_part")).map(Sha256::of));
    }
}
