package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.Columns.instant;
import static io.cloudstore.functions.mysql.Columns.name;
import static io.cloudstore.functions.mysql.Columns.optionalUuid;
import static io.cloudstore.functions.mysql.Columns.uuid;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.Folder;
import io.cloudstore.core.drive.FolderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A folder and all above it, the root first, trashed ones among them; empty when the account has no such folder. One
 * query along the primary key, as many rows as the folder is deep.
 */
record FolderChain(List<Link> links) {
    /** Deeper than any setting allows: only a circle would come so far. Below MySQL's own limit of 1,000. */
    static final int DEEPEST = 900;

    static FolderChain to(JdbcClient sql, AccountId account, FolderId id) {
        return new FolderChain(sql.sql("""
                WITH RECURSIVE up (id, parent_id, height) AS (
                  SELECT f.id, f.parent_id, 0 FROM folder f WHERE f.id = :id AND f.account_id = :account
                  UNION ALL
                  SELECT f.id, f.parent_id, up.height + 1 FROM up JOIN folder f ON f.id = up.parent_id
                  WHERE up.height < :deepest)
                SELECT f.id, f.parent_id, f.name, f.state = 'LIVE' AS is_live, f.created_at
                FROM up JOIN folder f ON f.id = up.id
                ORDER BY up.height DESC
                """)
                .param("id", bytes(id.value()))
                .param("account", bytes(account.value()))
                .param("deepest", DEEPEST)
                .query(FolderChain::link)
                .list());
    }

    /** The folder at the chain's end, when it and all above it live. */
    Optional<Folder> folder() {
        return links.isEmpty() || living() < links.size() ? Optional.empty() : Optional.of(at(living() - 1));
    }

    /** The last folder before the first trashed one. */
    Optional<Folder> nearestLiving() {
        return living() == 0 ? Optional.empty() : Optional.of(at(living() - 1));
    }

    boolean contains(FolderId id) {
        return links.stream().anyMatch(link -> link.id().equals(id.value()));
    }

    private int living() {
        return (int) links.stream().takeWhile(Link::isLive).count();
    }

    private Folder at(int depth) {
        Link link = links.get(depth);
        return new Folder(
                new FolderId(link.id()), link.name(), link.parent().map(FolderId::new), depth, link.createdAt());
    }

    private static Link link(ResultSet row, int n) throws SQLException {
        return new Link(
                uuid(row, "id"),
                optionalUuid(row, "parent_id"),
                name(row, "name"),
                row.getBoolean("is_live"),
                instant(row, "created_at"));
    }

    /** One folder of the chain. */
    record Link(UUID id, Optional<UUID> parent, EntryName name, boolean isLive, Instant createdAt) {}
}
