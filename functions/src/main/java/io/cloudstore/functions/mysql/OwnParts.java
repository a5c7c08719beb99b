package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.Columns.sha256;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.instant.FindOwnParts;
import io.cloudstore.protocol.content.Sha256;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Parts of an account's own content, found by their digests in {@code blob_part}: among its own domain's, and then among
 * everybody's. In its own domain there is nothing of others. In everybody's each digest is looked at by itself, so that
 * what others store never decides on a part that the account doesn't hold.
 */
final class OwnParts implements FindOwnParts {
    /** Digests that one statement asks for. Fewer are filled up, so that there are few statements only. */
    private static final int DIGESTS_A_STATEMENT = 100;
    /** The same among everybody's, where each digest costs a look of its own: for a file's first parts. */
    private static final int FEW_LOOKS = 8;
    /** And for many. */
    private static final int MANY_LOOKS = 50;
    /** A digest that nothing has. */
    private static final byte[] NOTHINGS = new byte[Sha256.BYTES];
    /** Contents that one look finds, the oldest, whosever they are. Some parts all the world has: zeros. */
    private static final int CONTENTS_A_LOOK = 100;

    /** Of each digest one part stays, the newest content's: few sources mean few questions to the store. */
    private static final String SELECT = """
            SELECT id, domain, size, part_size, part_count, content_id, place, life, staging_key, urls_dead_at,
                   long_term_key, long_term_upload, n, sha256
            FROM (
              SELECT b.id, b.domain, b.size, b.part_size, b.part_count, b.content_id, b.place, b.life, b.staging_key,
                     b.urls_dead_at, b.long_term_key, b.long_term_upload, p.n, p.sha256,
                     ROW_NUMBER() OVER (PARTITION BY p.sha256 ORDER BY p.blob_id DESC, p.n) AS choice
              FROM (""";

    private static final String OF_ITS_OWN_DOMAIN =
            "SELECT blob_id, n, sha256 FROM blob_part WHERE domain = :owner AND sha256 IN (:digests)";

    /** From the rarest end, as {@code ManyBlobs.ownersFirstParts}: the parts' living blobs, this account's versions of them. */
    private static final String OF_THE_ACCOUNT = """
            ) p
              JOIN `blob` b ON b.id = p.blob_id AND b.life = 'LIVE'
              JOIN file_version v ON v.blob_id = b.id AND v.account_id = :owner
              JOIN file f ON f.id = v.file_id AND f.state <> 'PURGED'
            ) own
            WHERE choice = 1
            """;

    private final JdbcClient sql;

    OwnParts(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public List<OwnPart> ownParts(AccountId owner, Set<Sha256> digests) {
        List<OwnPart> found = new ArrayList<>();
        Set<Sha256> left = new LinkedHashSet<>(digests);
        for (List<Sha256> some : chunks(left, DIGESTS_A_STATEMENT)) {
            found.addAll(inItsOwnDomain(owner, some));
        }
        found.forEach(part -> left.remove(part.sha256()));
        int looks = left.size() <= FEW_LOOKS ? FEW_LOOKS : MANY_LOOKS;
        for (List<Sha256> some : chunks(left, looks)) {
            found.addAll(amongEverybodys(owner, some, looks));
        }
        return found;
    }

    private List<OwnPart> inItsOwnDomain(AccountId owner, List<Sha256> digests) {
        List<byte[]> values = IntStream.range(0, DIGESTS_A_STATEMENT)
                .mapToObj(i -> filledUp(digests, i))
                .toList();
        return read(sql.sql(SELECT + OF_ITS_OWN_DOMAIN + OF_THE_ACCOUNT)
                .param("owner", bytes(owner.value()))
                .param("digests", values));
    }

    private List<OwnPart> amongEverybodys(AccountId owner, List<Sha256> digests, int looks) {
        StatementSpec statement = sql.sql(SELECT + looks(looks) + OF_THE_ACCOUNT)
                .param("owner", bytes(owner.value()))
                .param("installation", bytes(Domain.INSTALLATION.value()));
        for (int i = 0; i < looks; i++) {
            statement = statement.param("digest" + i, filledUp(digests, i));
        }
        return read(statement);
    }

    private static String looks(int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        "(SELECT blob_id, n, sha256 FROM blob_part WHERE domain = :installation AND sha256 = :digest"
                                + i + " LIMIT " + CONTENTS_A_LOOK + ")")
                .collect(Collectors.joining(" UNION ALL "));
    }

    private static List<OwnPart> read(StatementSpec statement) {
        return statement
                .query((row, n) -> new OwnPart(sha256(row, "sha256"), BlobRow.read(row, n), row.getInt("n")))
                .list();
    }

    private static byte[] filledUp(List<Sha256> digests, int i) {
        return i < digests.size() ? digests.get(i).bytes() : NOTHINGS;
    }

    private static List<List<Sha256>> chunks(Set<Sha256> digests, int size) {
        List<Sha256> all = List.copyOf(digests);
        return IntStream.range(0, (all.size() + size - 1) / size)
                .mapToObj(i -> all.subList(i * size, Math.min(all.size(), (i + 1) * size)))
                .toList();
    }
}
