package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.Columns.instant;
import static io.cloudstore.functions.mysql.Columns.name;
import static io.cloudstore.functions.mysql.Columns.time;
import static io.cloudstore.functions.mysql.Columns.uuid;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.FindTrash;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.drive.Trashed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is in the trash, of the tables {@code folder} and {@code file}: {@code trashed_at} is set in the trash only, and
 * what it was emptied of was there no later than {@code trash_emptied_at}.
 */
final class TrashRows implements FindTrash {
    private static final String FOLDERS = """
            SELECT d.id, d.parent_id AS folder_id, d.name, d.trashed_at, NULL AS size FROM folder d
            """;

    private static final String FILES = """
            SELECT d.id, d.folder_id, d.name, d.trashed_at, v.size
            FROM file d JOIN file_version v ON v.file_id = d.id AND v.number = d.current_version
            """;

    private static final String SINCE_EMPTIED = """
            WHERE d.account_id = :account
              AND d.trashed_at > (SELECT a.trash_emptied_at FROM account a WHERE a.id = :account)
            """;

    private static final String PAGE = SINCE_EMPTIED + """
              AND d.trashed_at <= :at AND (d.trashed_at < :at OR d.id < :id)
            ORDER BY d.trashed_at DESC, d.id DESC LIMIT :limit
            """;

    /** The order of {@code BINARY}: bytes without a sign. */
    private static final Comparator<UUID> BY_BYTES = Comparator.comparing(
                    UUID::getMostSignificantBits, Long::compareUnsigned)
            .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    private static final Comparator<Trashed> NEWEST_FIRST = Comparator.comparing(Trashed::trashedAt)
            .thenComparing(Trashed::id, BY_BYTES)
            .reversed();

    private static final Position BEFORE_ALL = new Position(Instant.parse("9999-12-31T23:59:59Z"), new UUID(-1, -1));

    private final JdbcClient sql;

    TrashRows(JdbcClient sql) {
        this.sql = sql;
    }

    /** A page of each kind, read in order from its index, and of both the newest. */
    @Override
    public List<Trashed> list(AccountId account, Optional<Position> after, int limit) {
        Position from = after.orElse(BEFORE_ALL);
        return Stream.of(FOLDERS + PAGE, FILES + PAGE)
                .flatMap(statement -> sql
                        .sql(statement)
                        .param("account", bytes(account.value()))
                        .param("at", time(from.trashedAt()))
                        .param("id", bytes(from.id()))
                        .param("limit", limit)
                        .query(TrashRows::read)
                        .list()
                        .stream())
                .sorted(NEWEST_FIRST)
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Trashed> find(AccountId account, UUID id) {
        return one(FOLDERS, account, id).or(() -> one(FILES, account, id));
    }

    private Optional<Trashed> one(String kind, AccountId account, UUID id) {
        return sql.sql(kind + SINCE_EMPTIED + "AND d.id = :id")
                .param("account", bytes(account.value()))
                .param("id", bytes(id))
                .query(TrashRows::read)
                .optional();
    }

    private static Trashed read(ResultSet row, int n) throws SQLException {
        long size = row.getLong("size");
        boolean isFolder = row.wasNull();
        return new Trashed(
                uuid(row, "id"),
                isFolder,
                name(row, "name"),
                new FolderId(uuid(row, "folder_id")),
                isFolder ? OptionalLong.empty() : OptionalLong.of(size),
                instant(row, "trashed_at"));
    }
}
