package io.cloudstore.core.memory;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.FindTrash;
import io.cloudstore.core.drive.Trashed;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/** What is in the trash, of the tables {@code folder} and {@code file}. */
final class TrashRows implements FindTrash {
    private static final Comparator<Trashed> ORDER =
            Comparator.comparing(Trashed::trashedAt).thenComparing(Trashed::id).reversed();

    private final Database database;

    TrashRows(Database database) {
        this.database = database;
    }

    @Override
    public List<Trashed> list(AccountId account, Optional<Position> after, int limit) {
        return database.read(tables -> trashed(tables, account)
                .sorted(ORDER)
                .filter(entry -> after.isEmpty() || ORDER.compare(at(after.get(), entry), entry) < 0)
                .limit(limit)
                .toList());
    }

    @Override
    public Optional<Trashed> find(AccountId account, UUID id) {
        return database.read(tables ->
                trashed(tables, account).filter(entry -> entry.id().equals(id)).findFirst());
    }

    private static Trashed at(Position position, Trashed any) {
        return new Trashed(position.id(), true, any.name(), any.parent(), OptionalLong.empty(), position.trashedAt());
    }

    private static Stream<Trashed> trashed(Tables tables, AccountId account) {
        Instant emptiedAt = tables.accounts.get(account).trashEmptiedAt();
        Stream<Trashed> folders = tables.folders.values().stream()
                .filter(row -> row.account().equals(account))
                .flatMap(row -> row.standing().trashedAt().stream()
                        .map(at -> new Trashed(
                                row.id().value(),
                                true,
                                row.name(),
                                row.parent().orElseThrow(),
                                OptionalLong.empty(),
                                at)));
        Stream<Trashed> files = tables.files.values().stream()
                .filter(row -> row.account().equals(account))
                .flatMap(row -> row.standing().trashedAt().stream()
                        .map(at -> new Trashed(
                                row.id().value(),
                                false,
                                row.name(),
                                row.folder(),
                                OptionalLong.of(row.versions().getLast().size()),
                                at)));
        return Stream.concat(folders, files).filter(entry -> entry.trashedAt().isAfter(emptiedAt));
    }
}
