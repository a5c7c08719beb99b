package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.instant;
import static io.cloudstore.functions.mysql.Columns.name;
import static io.cloudstore.functions.mysql.Columns.optionalInstant;
import static io.cloudstore.functions.mysql.Columns.sha256;
import static io.cloudstore.functions.mysql.Columns.uuid;

import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.drive.FileEntry;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.protocol.content.ContentId;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A file with its current version and that version's blob, as a row. */
final class FileRow {
    /** Followed by conditions on {@code f}. */
    static final String SELECT = """
            SELECT f.id, f.folder_id, f.name, f.current_version, f.created_at, v.blob_id, v.size, v.content_type,
                   v.created_at AS content_at, v.modified_at, b.content_id, b.part_count, b.place, b.life
            FROM file f
            JOIN file_version v ON v.file_id = f.id AND v.number = f.current_version
            JOIN `blob` b ON b.id = v.blob_id
            """;

    private FileRow() {}

    static FileEntry read(ResultSet row, int n) throws SQLException {
        return new FileEntry(
                new FileId(uuid(row, "id")),
                new FolderId(uuid(row, "folder_id")),
                name(row, "name"),
                row.getInt("current_version"),
                new BlobId(uuid(row, "blob_id")),
                row.getLong("size"),
                new ContentId(sha256(row, "content_id"), row.getInt("part_count")),
                Place.valueOf(row.getString("place")),
                Life.valueOf(row.getString("life")),
                row.getString("content_type"),
                instant(row, "created_at"),
                instant(row, "content_at"),
                optionalInstant(row, "modified_at"));
    }
}
