package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.StoreBlobs.NewContent;
import io.cloudstore.protocol.content.Sha256;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows of the table {@code blob_part}. */
final class BlobParts {
    /** Rows that one statement inserts: with about 100 bytes each, far below any limit of a packet. */
    private static final int ROWS_A_STATEMENT = 1_000;

    /** @param isFirst whether no part before it has its digest; repeats are not looked for */
    private record Row(Blob blob, int n, Sha256 sha256, boolean isFirst) {}

    private final JdbcTemplate jdbc;

    BlobParts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds the parts of contents whose rows are there. A repeat for the same blob finds its parts there. */
    void insert(List<NewContent> contents) {
        List<Row> rows =
                contents.stream().flatMap(content -> rows(content).stream()).toList();
        jdbc.batchUpdate(
                "INSERT INTO blob_part (blob_id, n, sha256, domain) VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE n = n",
                rows,
                ROWS_A_STATEMENT,
                (statement, row) -> {
                    statement.setBytes(1, bytes(row.blob().id().value()));
                    statement.setInt(2, row.n());
                    statement.setBytes(3, row.sha256().bytes());
                    statement.setBytes(
                            4, row.isFirst() ? bytes(row.blob().domain().value()) : null);
                });
    }

    private static List<Row> rows(NewContent content) {
        Set<Sha256> before = new HashSet<>();
        List<Row> rows = new ArrayList<>();
        for (Sha256 digest : content.partDigests()) {
            rows.add(new Row(content.blob(), rows.size() + 1, digest, before.add(digest)));
        }
        return rows;
    }
}
