package io.cloudstore.functions.mysql;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cloudstore.core.account.Account;
import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.drive.Conflict;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.Folder;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.drive.StoreEntries.NewVersion;
import io.cloudstore.core.instant.KeepChallenge.Pending;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.instant.Nonce;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The adapter on the tests' database, and the things that tests need to begin with: each is new, none is shared. */
final class World {
    /** Enough connections for the threads of any test to meet inside the database. */
    static final MySql MYSQL = noting(TestDatabase.get().settings(30));

    /** Looks at the tables, past the adapter. */
    static final JdbcClient RAW = JdbcClient.create(new DriverManagerDataSource() {
        @Override
        public java.sql.Connection getConnection() {
            return TestDatabase.get().connect();
        }
    });

    /** When the tests began, as exactly as a row can hold it. */
    @SuppressWarnings("TimeInStaticInitializer") // one moment for all of them is what it is for
    static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MICROS);

    private World() {}

    private static MySql noting(MySqlSettings settings) {
        Connections connections = new Connections(() -> new NotingPool(Connections.pool(settings)));
        return new MySql(connections, new JdbcTemplate(connections));
    }

    static Account account() {
        return account(1 << 30);
    }

    static Account account(long quota) {
        AccountId id = new AccountId(id());
        Account account = new Account(id, "u" + id.toString().replace("-", "").substring(4), quota, 0, 0, NOW);
        if (!MYSQL.storeAccount().insert(account, "a password's hash")) {
            throw new IllegalStateException("the name is taken");
        }
        return account;
    }

    static UUID id() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    static Sha256 digest(String of) {
        return Sha256.digestOf(of.getBytes(StandardCharsets.UTF_8));
    }

    static List<Sha256> digests(int count) {
        String seed = UUID.randomUUID().toString();
        return IntStream.rangeClosed(1, count).mapToObj(n -> digest(seed + n)).toList();
    }

    static Blob blob(Domain domain, List<Sha256> digests) {
        PartPlan plan = PartPlan.of(digests.size() == 1 ? 1_000 : (digests.size() - 1) * PartPlan.SMALLEST_PART + 1);
        return new Blob(
                new BlobId(id()),
                domain,
                plan,
                ContentId.ofParts(digests),
                Place.STAGED,
                Life.LIVE,
                UUID.randomUUID(),
                NOW.plus(Duration.ofMinutes(15)),
                UUID.randomUUID(),
                Optional.empty());
    }

    /** New content of that many parts, stored. */
    static Blob stored(AccountId owner, int parts) {
        List<Sha256> digests = digests(parts);
        Blob blob = blob(new Domain(owner.value()), digests);
        return MYSQL.unitOfWork().run(() -> MYSQL.storeBlob().insertOrLock(blob, digests));
    }

    static NewVersion version(Blob blob) {
        return new NewVersion(blob.id(), blob.plan().size(), "text/plain", Optional.of(NOW.minusSeconds(3_600)));
    }

    static FileId file(AccountId account, FolderId folder, String name, Blob blob) {
        FileId id = new FileId(id());
        MYSQL.unitOfWork().run(() -> {
            MYSQL.lockAccount().lock(account);
            MYSQL.storeBlob().lock(blob.id());
            MYSQL.storeEntries().addFile(account, id, folder, new EntryName(name), version(blob));
        });
        return id;
    }

    static Folder folder(AccountId account, FolderId parent, String name) {
        FolderId id = new FolderId(id());
        int depth = MYSQL.findEntries().folder(account, parent).orElseThrow().depth() + 1;
        Folder folder = new Folder(id, new EntryName(name), Optional.of(parent), depth, NOW);
        MYSQL.unitOfWork().run(() -> {
            MYSQL.lockAccount().lock(account);
            MYSQL.storeEntries().addFolder(account, folder);
        });
        return folder;
    }

    static FolderId root(Account account) {
        return FolderId.rootOf(account.id());
    }

    static Upload upload(AccountId account, long size) {
        return upload(account, size, "report.pdf");
    }

    static Upload upload(AccountId account, long size, String name) {
        Upload upload = described(account, size, name);
        MYSQL.unitOfWork().run(() -> MYSQL.storeUploads().insert(Map.of(upload, List.of())));
        return upload;
    }

    /** An upload that is in no table yet. */
    static Upload described(AccountId account, long size) {
        return described(account, size, "report.pdf");
    }

    private static Upload described(AccountId account, long size, String name) {
        return new Upload(
                new UploadId(id()),
                account,
                FolderId.rootOf(account),
                new EntryName(name),
                PartPlan.of(size),
                "application/pdf",
                Optional.of(NOW.minusSeconds(60)),
                Conflict.RENAME,
                Domain.INSTALLATION,
                UploadState.OPEN,
                UUID.randomUUID(),
                Optional.empty(),
                NOW,
                Optional.empty(),
                false,
                NOW,
                NOW.plus(Duration.ofDays(7)));
    }

    /** A challenge for what some file of the upload's size might be; it ends in five minutes. */
    static Pending challenge(Upload upload) {
        return challenge(
                upload,
                new ContentId(
                        digest("claimed" + UUID.randomUUID()), upload.plan().partCount()));
    }

    static Pending challenge(Upload upload, ContentId claimed) {
        return new Pending(
                claimed,
                Nonce.of(digest("nonce of " + upload.id() + UUID.randomUUID()).bytes()),
                NOW.plus(Duration.ofMinutes(5)));
    }

    static List<RecordedPart> parts(int count) {
        List<Sha256> digests = digests(count);
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> new RecordedPart(n, digests.get(n - 1), PartPlan.SMALLEST_PART))
                .toList();
    }
}
