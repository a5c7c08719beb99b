package io.cloudstore.functions.http;

import io.cloudstore.core.account.Account;
import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.ChargeQuota;
import io.cloudstore.core.account.CountAttempts;
import io.cloudstore.core.account.HashPassword;
import io.cloudstore.core.account.IssueToken;
import io.cloudstore.core.account.KnowPasswords;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.account.RefreshSession;
import io.cloudstore.core.account.SessionId;
import io.cloudstore.core.account.SignIn;
import io.cloudstore.core.account.SignInRules;
import io.cloudstore.core.account.SignOut;
import io.cloudstore.core.account.SignUp;
import io.cloudstore.core.account.StoreAccount;
import io.cloudstore.core.account.StoreSession;
import io.cloudstore.core.admission.Admit;
import io.cloudstore.core.admission.LimitCalls;
import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.DedupPolicy;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.blob.FindBlob;
import io.cloudstore.core.blob.FindBlobs;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.blob.StoreBlob;
import io.cloudstore.core.blob.StoreBlobs;
import io.cloudstore.core.drive.Browse;
import io.cloudstore.core.drive.ChangeFile;
import io.cloudstore.core.drive.ChangeFolder;
import io.cloudstore.core.drive.ChangeTrash;
import io.cloudstore.core.drive.CheckNames;
import io.cloudstore.core.drive.Conflict;
import io.cloudstore.core.drive.CreateFolder;
import io.cloudstore.core.drive.DownloadFile;
import io.cloudstore.core.drive.DropEntries;
import io.cloudstore.core.drive.DropVersions;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileEntry;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FindEntries;
import io.cloudstore.core.drive.FindManyEntries;
import io.cloudstore.core.drive.FindTrash;
import io.cloudstore.core.drive.Folder;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.drive.HealFiles;
import io.cloudstore.core.drive.PlaceFile;
import io.cloudstore.core.drive.PlaceFiles;
import io.cloudstore.core.drive.Purge;
import io.cloudstore.core.drive.RepointVersions;
import io.cloudstore.core.drive.Restore;
import io.cloudstore.core.drive.ShowFiles;
import io.cloudstore.core.drive.SignGet;
import io.cloudstore.core.drive.StoreEntries;
import io.cloudstore.core.drive.StoreFiles;
import io.cloudstore.core.drive.Trash;
import io.cloudstore.core.instant.AwaitMoment;
import io.cloudstore.core.instant.ClaimContent;
import io.cloudstore.core.instant.CopyBlobParts;
import io.cloudstore.core.instant.FindOwnParts;
import io.cloudstore.core.instant.HintReuse;
import io.cloudstore.core.instant.InstantRules;
import io.cloudstore.core.instant.KeepChallenge;
import io.cloudstore.core.instant.LimitClaims;
import io.cloudstore.core.instant.ProveContent;
import io.cloudstore.core.instant.ReadRanges;
import io.cloudstore.core.instant.ReuseParts;
import io.cloudstore.core.instant.ReuseRules;
import io.cloudstore.core.instant.TakeContent;
import io.cloudstore.core.receipt.FindVerified;
import io.cloudstore.core.receipt.IssueReceipt;
import io.cloudstore.core.receipt.PublishKeys;
import io.cloudstore.core.receipt.SignReceipt;
import io.cloudstore.core.upload.AbortUpload;
import io.cloudstore.core.upload.BeginMerge;
import io.cloudstore.core.upload.CommitWhole;
import io.cloudstore.core.upload.CompleteUpload;
import io.cloudstore.core.upload.CompleteUploads;
import io.cloudstore.core.upload.FindUpload;
import io.cloudstore.core.upload.FindUploads;
import io.cloudstore.core.upload.FinishMerge;
import io.cloudstore.core.upload.OpenUpload;
import io.cloudstore.core.upload.RecordParts;
import io.cloudstore.core.upload.ShowUpload;
import io.cloudstore.core.upload.SignParts;
import io.cloudstore.core.upload.SignPut;
import io.cloudstore.core.upload.StagingStore;
import io.cloudstore.core.upload.StoreUpload;
import io.cloudstore.core.upload.StoreUploads;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.upload.UploadLife;
import io.cloudstore.core.upload.UploadRules;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.core.work.Alarm;
import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.ArmJobs;
import io.cloudstore.core.work.ClaimKeys;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.FewAtATime;
import io.cloudstore.core.work.LeaseJob;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.core.work.WakeUp;
import io.cloudstore.functions.FakePorts;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.wire.Batch;
import io.cloudstore.protocol.wire.KeySetView;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The real routes and use cases over ports that remember nothing: whatever is asked for is there and is the caller's, and
 * every name is free. Tests say what a port answers instead, {@code says("FindEntries.file", …)}.
 */
final class FakeWorld {
    static final AccountId ACCOUNT = new AccountId(UUID.fromString("0190f3c2-7c00-7000-8000-0000000000a1"));
    static final SessionId SESSION = new SessionId(UUID.fromString("0190f3c2-7c00-7000-8000-0000000000b1"));
    static final String ORIGIN = "https://app.example";
    static final Instant NOW = Instant.parse("2026-11-24T10:15:30Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final Sha256 DIGEST = Sha256.digestOf(new byte[] {1});
    /** An upload of three parts. */
    static final Upload UPLOAD = new Upload(
            new UploadId(UUID.fromString("0190f3c2-7c00-7000-8000-0000000000c1")),
            ACCOUNT,
            FolderId.rootOf(ACCOUNT),
            new EntryName("secret plans.pdf"),
            PartPlan.of(20L << 20),
            "application/pdf",
            Optional.of(NOW),
            Conflict.FAIL,
            Domain.INSTALLATION,
            UploadState.OPEN,
            UUID.randomUUID(),
            Optional.of("multipart-1"),
            NOW,
            Optional.empty(),
            false,
            NOW,
            NOW.plus(Duration.ofDays(7)));

    static final Folder FOLDER = new Folder(
            new FolderId(UUID.fromString("0190f3c2-7c00-7000-8000-0000000000d1")),
            new EntryName("secret folder"),
            Optional.of(FolderId.rootOf(ACCOUNT)),
            1,
            NOW);
    static final FileEntry FILE = new FileEntry(
            new FileId(UUID.fromString("0190f3c2-7c00-7000-8000-0000000000f1")),
            FolderId.rootOf(ACCOUNT),
            new EntryName("secret plans.pdf"),
            1,
            new BlobId(UUID.randomUUID()),
            1,
            ContentId.ofParts(List.of(DIGEST)),
            Place.STORED,
            Life.LIVE,
            "application/pdf",
            NOW,
            NOW.plusSeconds(7),
            Optional.of(NOW));
    static final Blob BLOB = new Blob(
            FILE.blob(),
            Domain.INSTALLATION,
            PartPlan.of(1),
            FILE.contentId(),
            Place.STORED,
            Life.LIVE,
            UUID.randomUUID(),
            NOW,
            UUID.randomUUID(),
            Optional.empty());
    /** Content of three parts, each with the same digest. */
    static final Blob LARGE_BLOB = new Blob(
            new BlobId(UUID.randomUUID()),
            Domain.INSTALLATION,
            PartPlan.of(20L << 20),
            ContentId.ofParts(List.of(DIGEST, DIGEST, DIGEST)),
            Place.STORED,
            Life.LIVE,
            UUID.randomUUID(),
            NOW,
            UUID.randomUUID(),
            Optional.empty());

    static final Account PERSON = new Account(ACCOUNT, "first.owner", 100, 0, 0, NOW);

    private final FakePorts ports = new FakePorts();

    FakeWorld() {
        says("KnowPasswords.isCommon", () -> false);
        says("StoreAccount.find", () -> Optional.of(PERSON));
        says("StoreAccount.credentials", () -> Optional.of(new StoreAccount.Credentials(ACCOUNT, "hash")));
        says(
                "StoreSession.lockToken",
                () -> Optional.of(
                        new StoreSession.RefreshToken(SESSION, ACCOUNT, Optional.empty(), NOW.plusSeconds(60), true)));
        says("FindEntries.folder", () -> Optional.of(FOLDER));
        says("FindEntries.nearestLiving", () -> FOLDER);
        says("FindEntries.file", () -> Optional.of(FILE));
        says("FindEntries.isWithin", () -> false);
        says("FindUpload.find", () -> Optional.of(UPLOAD));
        says("StoreUpload.lock", () -> Optional.of(UPLOAD));
        says("FindBlob.find", () -> Optional.of(BLOB));
        says(
                "SignGet.sign",
                () -> new SignGet.SignedGet(URI.create("https://store.example/blob/1?X-Amz-Signature=0"), NOW));
        says("FindVerified.verified", () -> Optional.of(new FindVerified.Verified(BLOB.plan(), NOW)));
        says("PublishKeys.publicKeys", () -> new KeySetView(List.of()));
        says("FindOwnParts.ownParts", () -> List.of(new FindOwnParts.OwnPart(DIGEST, LARGE_BLOB, 2)));
        says("CopyBlobParts.etag", () -> Optional.of("etag"));
        says("CopyBlobParts.copyPart", () -> Optional.of(DIGEST));
        says(
                "SignPut.part",
                () -> new SignPut.SignedPut(
                        URI.create("https://store.example/staging/1?X-Amz-Signature=0"), Map.of("h", "v"), NOW));
        says(
                "SignPut.whole",
                () -> new SignPut.SignedPut(
                        URI.create("https://store.example/staging/1?X-Amz-Signature=0"), Map.of("h", "v"), NOW));
        says("Draw.secret", () -> new byte[32]);
    }

    /** From now on the port's method answers, or throws, what {@code answer} does. */
    FakeWorld says(String portAndMethod, Supplier<?> answer) {
        ports.says(portAndMethod, answer);
        return this;
    }

    /** Every call of a port so far. */
    List<String> asked() {
        return ports.asked();
    }

    private <T> T port(Class<T> type) {
        return ports.port(type);
    }

    private Admit admit() {
        return new Admit(port(StoreSession.class), port(LimitCalls.class), 600, CLOCK);
    }

    HttpFunction login() {
        var rules = new SignInRules(
                SignInRules.Door.OPEN, 100, Duration.ofMinutes(15), Duration.ofDays(30), Duration.ZERO, 9, 9, 9, 9);
        UnitOfWork work = port(UnitOfWork.class);
        StoreAccount accounts = port(StoreAccount.class);
        StoreSession sessions = port(StoreSession.class);
        CountAttempts attempts = port(CountAttempts.class);
        HashPassword hashes = port(HashPassword.class);
        Draw draw = port(Draw.class);
        IssueToken issuer = port(IssueToken.class);
        return new LoginRoutes(
                        new SignUp(work, accounts, attempts, hashes, port(KnowPasswords.class), rules, draw, CLOCK),
                        new SignIn(work, accounts, sessions, attempts, hashes, issuer, rules, draw, CLOCK),
                        new RefreshSession(work, accounts, sessions, issuer, rules, draw, CLOCK),
                        new SignOut(work, sessions, CLOCK),
                        accounts,
                        admit(),
                        "1")
                .function(ORIGIN);
    }

    HttpFunction signUpload() {
        var rules = new UploadRules(
                Batch.MOST_ITEMS,
                Duration.ofMinutes(15),
                Duration.ofDays(7),
                Duration.ofDays(28),
                new DedupPolicy(DedupPolicy.Scope.EVERYONE, 1 << 20));
        UnitOfWork work = port(UnitOfWork.class);
        LockAccount lock = port(LockAccount.class);
        FindUpload find = port(FindUpload.class);
        StoreUpload uploads = port(StoreUpload.class);
        StagingStore staging = port(StagingStore.class);
        ArmJob jobs = port(ArmJob.class);
        Draw draw = port(Draw.class);
        ChargeQuota quota = port(ChargeQuota.class);
        return new UploadRoutes(
                        admit(),
                        new OpenUpload(
                                work,
                                lock,
                                quota,
                                new FreeKeys(),
                                port(FindUploads.class),
                                uploads,
                                port(StoreUploads.class),
                                new CheckNames(port(FindEntries.class), port(FindManyEntries.class)),
                                port(FindBlobs.class),
                                rules,
                                draw,
                                CLOCK),
                        new SignParts(
                                work, lock, find, uploads, staging, port(SignPut.class), jobs, rules, draw, CLOCK),
                        new HintReuse(port(FindOwnParts.class)),
                        new ShowUpload(work, lock, find, uploads, staging, jobs, draw, CLOCK),
                        new AbortUpload(work, lock, quota, find, uploads, jobs, port(WakeUp.class), draw, CLOCK),
                        new Browse(port(FindEntries.class)),
                        new FewAtATime(1))
                .function(ORIGIN);
    }

    HttpFunction reuseParts() {
        FindUpload find = port(FindUpload.class);
        StagingStore staging = port(StagingStore.class);
        var life = new UploadLife(Duration.ofDays(7), Duration.ofDays(28));
        return new ReuseRoutes(
                        admit(),
                        new ReuseParts(
                                find,
                                port(FindOwnParts.class),
                                port(FindBlob.class),
                                staging,
                                port(CopyBlobParts.class),
                                new RecordParts(
                                        port(UnitOfWork.class),
                                        port(LockAccount.class),
                                        port(StoreUpload.class),
                                        staging,
                                        life,
                                        CLOCK),
                                new ReuseRules(2, Duration.ofSeconds(15)),
                                CLOCK))
                .function(ORIGIN);
    }

    HttpFunction mergeChunks() {
        UnitOfWork work = port(UnitOfWork.class);
        LockAccount lock = port(LockAccount.class);
        FindUpload find = port(FindUpload.class);
        StoreUpload uploads = port(StoreUpload.class);
        ArmJob jobs = port(ArmJob.class);
        var complete = new CompleteUpload(
                find,
                new BeginMerge(work, lock, find, uploads, jobs, CLOCK),
                new FinishMerge(
                        work,
                        lock,
                        port(ChargeQuota.class),
                        find,
                        uploads,
                        port(StagingStore.class),
                        port(StoreBlob.class),
                        place(),
                        heal(),
                        jobs,
                        port(LeaseJob.class),
                        port(Alarm.class),
                        Duration.ofSeconds(30),
                        port(Draw.class),
                        CLOCK),
                port(WakeUp.class),
                Duration.ofSeconds(20));
        return new MergeRoutes(
                        admit(),
                        complete,
                        new Browse(port(FindEntries.class)),
                        new CompleteUploads(
                                port(FindUploads.class),
                                port(StagingStore.class),
                                commitWhole(),
                                complete,
                                Duration.ofSeconds(20),
                                1,
                                CLOCK),
                        new ShowFiles(port(FindManyEntries.class)))
                .function(ORIGIN);
    }

    HttpFunction instantUpload() {
        var rules = new InstantRules(
                120,
                Duration.ofMinutes(5),
                Duration.ofSeconds(2),
                new UploadLife(Duration.ofDays(7), Duration.ofDays(28)),
                new DedupPolicy(DedupPolicy.Scope.EVERYONE, 1 << 20));
        FindUpload find = port(FindUpload.class);
        FindBlob blobs = port(FindBlob.class);
        StoreBlob held = port(StoreBlob.class);
        KeepChallenge challenges = port(KeepChallenge.class);
        Draw draw = port(Draw.class);
        var limit = new LimitClaims(port(CountAttempts.class), rules.claimsPerMinute());
        var take = new TakeContent(
                port(UnitOfWork.class),
                port(LockAccount.class),
                port(ChargeQuota.class),
                port(StoreUpload.class),
                held,
                place(),
                port(ArmJob.class),
                draw,
                CLOCK);
        return new InstantRoutes(
                        admit(),
                        new ClaimContent(find, blobs, held, take, challenges, limit, rules, draw, CLOCK),
                        new ProveContent(
                                find,
                                blobs,
                                port(ReadRanges.class),
                                take,
                                challenges,
                                limit,
                                port(AwaitMoment.class),
                                rules,
                                CLOCK),
                        limit,
                        new Browse(port(FindEntries.class)),
                        CLOCK)
                .function(ORIGIN);
    }

    private HealFiles heal() {
        return new HealFiles(port(FindBlob.class), port(RepointVersions.class), port(ArmJob.class));
    }

    private CommitWhole commitWhole() {
        return new CommitWhole(
                port(UnitOfWork.class),
                port(LockAccount.class),
                port(ChargeQuota.class),
                port(FindUploads.class),
                port(StoreUpload.class),
                port(StoreUploads.class),
                port(StoreBlobs.class),
                new PlaceFiles(
                        port(FindEntries.class),
                        port(FindManyEntries.class),
                        port(StoreFiles.class),
                        place(),
                        port(Draw.class)),
                port(FindBlobs.class),
                heal(),
                port(ArmJob.class),
                port(ArmJobs.class),
                port(WakeUp.class),
                port(Draw.class),
                CLOCK);
    }

    /** Nobody used any of the keys before. */
    private static final class FreeKeys implements ClaimKeys {
        @Override
        public List<Claim> claim(List<Claim> claims) {
            return claims;
        }

        @Override
        public void release(List<Claim> claims) {}
    }

    HttpFunction files() {
        UnitOfWork work = port(UnitOfWork.class);
        LockAccount lock = port(LockAccount.class);
        FindEntries find = port(FindEntries.class);
        StoreEntries store = port(StoreEntries.class);
        return new FilesRoutes(
                        admit(),
                        new Browse(find),
                        new CreateFolder(work, new FreeKeys(), lock, find, store, 64, port(Draw.class), CLOCK),
                        new ChangeFolder(work, lock, find, store, 64),
                        new ChangeFile(work, lock, find, store),
                        trash(work, lock, find, store))
                .function(ORIGIN);
    }

    private TrashRoutes trash(UnitOfWork work, LockAccount lock, FindEntries find, StoreEntries store) {
        ArmJob jobs = port(ArmJob.class);
        ChangeTrash change = port(ChangeTrash.class);
        return new TrashRoutes(
                admit(),
                new Trash(work, lock, find, store),
                new Purge(
                        work,
                        lock,
                        change,
                        port(DropEntries.class),
                        new DropVersions(port(ChargeQuota.class), jobs),
                        jobs,
                        port(WakeUp.class)),
                new Restore(work, lock, port(FindTrash.class), change, find, 64, port(Draw.class)),
                port(FindTrash.class));
    }

    HttpFunction download() {
        return new DownloadRoutes(
                        admit(),
                        new DownloadFile(
                                port(FindEntries.class),
                                port(FindBlob.class),
                                port(SignGet.class),
                                Duration.ofMinutes(15)),
                        new IssueReceipt(
                                port(FindEntries.class), port(FindVerified.class), port(SignReceipt.class), CLOCK),
                        port(PublishKeys.class))
                .function(ORIGIN);
    }

    private PlaceFile place() {
        return new PlaceFile(port(FindEntries.class), port(StoreEntries.class), port(Draw.class));
    }

    /** Every route, with the function that answers it. */
    static Map<String, Function<FakeWorld, HttpFunction>> routes() {
        Map<String, Function<FakeWorld, HttpFunction>> routes = new LinkedHashMap<>();
        for (String route : List.of(
                "POST /v1/accounts",
                "POST /v1/sessions",
                "POST /v1/sessions/refresh",
                "DELETE /v1/sessions/current",
                "GET /v1/me",
                "GET /v1/health")) {
            routes.put(route, FakeWorld::login);
        }
        for (String route : List.of(
                "POST /v1/uploads",
                "GET /v1/uploads",
                "GET /v1/uploads/{id}",
                "POST /v1/uploads/{id}/parts",
                "POST /v1/uploads/batch",
                "POST /v1/uploads/batch/parts",
                "DELETE /v1/uploads/{id}")) {
            routes.put(route, FakeWorld::signUpload);
        }
        routes.put("POST /v1/uploads/{id}/parts/reuse", FakeWorld::reuseParts);
        routes.put("POST /v1/uploads/{id}/complete", FakeWorld::mergeChunks);
        for (String route : List.of("POST /v1/uploads/{id}/instant", "POST /v1/uploads/{id}/instant/proof")) {
            routes.put(route, FakeWorld::instantUpload);
        }
        routes.put("POST /v1/uploads/batch/complete", FakeWorld::mergeChunks);
        for (String route : List.of(
                "GET /v1/folders/{id}/entries",
                "GET /v1/entries",
                "POST /v1/folders",
                "GET /v1/folders/{id}",
                "PATCH /v1/folders/{id}",
                "DELETE /v1/folders/{id}",
                "GET /v1/files/{id}",
                "PATCH /v1/files/{id}",
                "DELETE /v1/files/{id}")) {
            routes.put(route, FakeWorld::files);
        }
        for (String route :
                List.of("GET /v1/files/{id}/download", "GET /v1/files/{id}/receipt", "GET /.well-known/jwks.json")) {
            routes.put(route, FakeWorld::download);
        }
        return routes;
    }
}
