package io.cloudstore.core.memory;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.instant.FindOwnParts;
import io.cloudstore.protocol.content.Sha256;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The tables {@code blob_part}, {@code blob}, {@code file_version} and {@code file}, asked for an account's parts. */
final class OwnParts implements FindOwnParts {
    private final Database database;

    OwnParts(Database database) {
        this.database = database;
    }

    @Override
    public List<OwnPart> ownParts(AccountId owner, Set<Sha256> digests) {
        return database.read(tables -> digests.stream()
                .flatMap(digest -> all(tables, owner)
                        .filter(part -> part.sha256().equals(digest))
                        .limit(1))
                .toList());
    }

    private static Stream<OwnPart> all(Tables tables, AccountId owner) {
        return tables.files.values().stream()
                .filter(file -> file.account().equals(owner))
                .flatMap(file -> file.versions().stream())
                .map(version -> tables.blobs.get(version.blob()))
                .filter(row -> row.blob().life() == Life.LIVE)
                .flatMap(row -> Stream.iterate(1, n -> n + 1)
                        .limit(row.digests().size())
                        .map(n -> new OwnPart(row.digests().get(n - 1), row.blob(), n)));
    }
}
