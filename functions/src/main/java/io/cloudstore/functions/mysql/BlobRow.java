package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.Columns.instant;
import static io.cloudstore.functions.mysql.Columns.sha256;
import static io.cloudstore.functions.mysql.Columns.time;
import static io.cloudstore.functions.mysql.Columns.uuid;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** A blob as a row. */
final class BlobRow {
    private BlobRow() {}

    static Blob read(ResultSet row, int n) throws SQLException {
        return new Blob(
                new BlobId(uuid(row, "id")),
                new Domain(uuid(row, "domain")),
                plan(row),
                new ContentId(sha256(row, "content_id"), row.getInt("part_count")),
                Place.valueOf(row.getString("place")),
                Life.valueOf(row.getString("life")),
                uuid(row, "staging_key"),
                instant(row, "urls_dead_at"),
                uuid(row, "long_term_key"),
                Optional.ofNullable(row.getString("long_term_upload")));
    }

    static PartPlan plan(ResultSet row) throws SQLException {
        return new PartPlan(row.getLong("size"), row.getLong("part_size"), row.getInt("part_count"));
    }

    /** Content whose id is of another number of parts than its plan must never get a row. */
    static void requirePlanned(Blob blob) {
        if (blob.contentId().parts() != blob.plan().partCount()) {
            throw new IllegalArgumentException(blob.contentId() + " is not of " + blob.plan());
        }
    }

    static StatementSpec bind(Blob blob, StatementSpec statement) {
        return statement
                .param("id", bytes(blob.id().value()))
                .param("domain", bytes(blob.domain().value()))
                .param("size", blob.plan().size())
                .param("partSize", blob.plan().partSize())
                .param("partCount", blob.plan().partCount())
                .param("contentId", blob.contentId().digest().bytes())
                .param("place", blob.place().name())
                .param("life", blob.life().name())
                .param("stagingKey", bytes(blob.stagingKey()))
                .param("urlsDeadAt", time(blob.urlsDeadAt()))
                .param("longTermKey", bytes(blob.longTermKey()))
                .param("longTermUpload", blob.longTermUpload().orElse(null), Types.VARCHAR);
    }

    static Blob withLife(Blob blob, Life life) {
        return new Blob(
                blob.id(),
                blob.domain(),
                blob.plan(),
                blob.contentId(),
                blob.place(),
                life,
                blob.stagingKey(),
                blob.urlsDeadAt(),
                blob.longTermKey(),
                blob.longTermUpload());
    }
}
