package io.cloudstore.core.memory;

import io.cloudstore.core.account.ChargeQuota;
import io.cloudstore.core.account.CountAttempts;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.account.RefreshSession;
import io.cloudstore.core.account.SignIn;
import io.cloudstore.core.account.SignOut;
import io.cloudstore.core.account.SignUp;
import io.cloudstore.core.account.StoreAccount;
import io.cloudstore.core.account.StoreSession;
import io.cloudstore.core.admission.Admit;
import io.cloudstore.core.admission.LimitCalls;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.FindBlob;
import io.cloudstore.core.blob.FindBlobs;
import io.cloudstore.core.blob.StoreBlob;
import io.cloudstore.core.blob.StoreBlobs;
import io.cloudstore.core.drive.Browse;
import io.cloudstore.core.drive.ChangeFile;
import io.cloudstore.core.drive.ChangeFolder;
import io.cloudstore.core.drive.ChangeTrash;
import io.cloudstore.core.drive.CheckNames;
import io.cloudstore.core.drive.CreateFolder;
import io.cloudstore.core.drive.DownloadFile;
import io.cloudstore.core.drive.DropEntries;
import io.cloudstore.core.drive.DropVersions;
import io.cloudstore.core.drive.FindEntries;
import io.cloudstore.core.drive.FindManyEntries;
import io.cloudstore.core.drive.FindTrash;
import io.cloudstore.core.drive.HealFiles;
import io.cloudstore.core.drive.PlaceFile;
import io.cloudstore.core.drive.PlaceFiles;
import io.cloudstore.core.drive.Purge;
import io.cloudstore.core.drive.RepointVersions;
import io.cloudstore.core.drive.Restore;
import io.cloudstore.core.drive.StoreEntries;
import io.cloudstore.core.drive.StoreFiles;
import io.cloudstore.core.drive.Trash;
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
import io.cloudstore.core.instant.TakeContent;
import io.cloudstore.core.receipt.FindVerified;
import io.cloudstore.core.receipt.IssueReceipt;
import io.cloudstore.core.sweep.CleanKey;
import io.cloudstore.core.sweep.CleanLongTerm;
import io.cloudstore.core.sweep.CleanStaging;
import io.cloudstore.core.sweep.FinishPurge;
import io.cloudstore.core.sweep.ForgetOld;
import io.cloudstore.core.sweep.ReclaimBlob;
import io.cloudstore.core.sweep.ReclaimRows;
import io.cloudstore.core.sweep.Tick;
import io.cloudstore.core.transfer.CarryOn;
import io.cloudstore.core.transfer.LongTermStore;
import io.cloudstore.core.transfer.TransferBlob;
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
import io.cloudstore.core.upload.StagingStore;
import io.cloudstore.core.upload.StoreUpload;
import io.cloudstore.core.upload.StoreUploads;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.ArmJobs;
import io.cloudstore.core.work.BeginJobs;
import io.cloudstore.core.work.Budget;
import io.cloudstore.core.work.ClaimKeys;
import io.cloudstore.core.work.FindDueJobs;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.LeaseJob;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.core.work.WakeUp;
import io.cloudstore.protocol.wire.ReceiptClaims;
import java.time.Duration;

/** One process: all use cases over the ports of a cloud. It keeps nothing that a crash could lose. */
public final class Server {
    /** Stands between a use case and a port. */
    public interface Wrap {
        /** Nothing stands between. */
        Wrap NONE = new Wrap() {
            @Override
            public <P> P wrap(Class<P> port, P real) {
                return real;
            }
        };

        /** What the use cases get in the place of {@code real}. */
        <P> P wrap(Class<P> port, P real);
    }

    /** Longest wait for a merge; far beyond what a test takes. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** Time of an invocation of the transfer function in which copies may begin. */
    private static final Duration BUDGET = Duration.ofSeconds(60);

    public final SignUp signUp;
    public final SignIn signIn;
    public final RefreshSession refresh;
    public final SignOut signOut;
    public final Admit admit;
    public final Browse browse;
    public final CreateFolder createFolder;
    public final ChangeFolder changeFolder;
    public final ChangeFile changeFile;
    public final Trash trash;
    public final Purge purge;
    public final Restore restore;
    public final FindTrash inTrash;
    public final DownloadFile download;
    public final IssueReceipt receipt;
    public final OpenUpload open;
    public final SignParts sign;
    public final HintReuse hint;
    public final ReuseParts reuse;
    public final ShowUpload show;
    public final AbortUpload abort;
    public final CompleteUpload complete;
    public final CompleteUploads completeMany;
    public final BeginMerge begin;
    public final FinishMerge finish;
    public final TransferBlob transfer;
    public final CarryOn carryOn;
    public final CleanKey clean;
    public final FinishPurge finishPurge;
    public final ReclaimBlob reclaim;
    public final Tick tick;
    private final Patrols patrols;
    public final ClaimContent claim;
    public final ProveContent prove;

    private final Cloud cloud;

    Server(Cloud cloud, Wrap wrap) {
        this.cloud = cloud;
        VirtualClock clock = cloud.clock;
        SeededDraw draw = cloud.draw;
        Database database = cloud.database;
        var accountRows = new Accounts(database);
        var attempts = new Attempts(database, clock);
        var jobRows = new Jobs(database, clock);
        var uploadRows = new Uploads(database);
        var manyUploadRows = new ManyUploads(uploadRows);
        var blobRows = new Blobs(database, clock);
        var entryRows = new Entries(database);
        var changeRows = new EntryChanges(database, clock);
        var manyEntryRows = new ManyEntries(database, entryRows, changeRows);
        var staging = new Staging(cloud.staging, database);

        UnitOfWork work = wrap.wrap(UnitOfWork.class, database);
        StoreAccount accounts = wrap.wrap(StoreAccount.class, accountRows);
        LockAccount locks = wrap.wrap(LockAccount.class, accountRows);
        ChargeQuota quota = wrap.wrap(ChargeQuota.class, accountRows);
        StoreSession sessions = wrap.wrap(StoreSession.class, new Sessions(database, clock));
        CountAttempts counts = wrap.wrap(CountAttempts.class, attempts);
        LimitCalls limits = wrap.wrap(LimitCalls.class, attempts);
        FindEntries entries = wrap.wrap(FindEntries.class, entryRows);
        StoreEntries changes = wrap.wrap(StoreEntries.class, changeRows);
        FindManyEntries manyEntries = wrap.wrap(FindManyEntries.class, manyEntryRows);
        StoreFiles files = wrap.wrap(StoreFiles.class, manyEntryRows);
        RepointVersions repoint = wrap.wrap(RepointVersions.class, changeRows);
        ChangeTrash changeTrash = wrap.wrap(ChangeTrash.class, changeRows);
        DropEntries drop = wrap.wrap(DropEntries.class, new Drops(database));
        inTrash = wrap.wrap(FindTrash.class, new TrashRows(database));
        FindBlob findBlob = wrap.wrap(FindBlob.class, blobRows);
        StoreBlob blobs = wrap.wrap(StoreBlob.class, blobRows);
        FindUpload find = wrap.wrap(FindUpload.class, uploadRows);
        StoreUpload uploads = wrap.wrap(StoreUpload.class, uploadRows);
        FindUploads findMany = wrap.wrap(FindUploads.class, manyUploadRows);
        StoreUploads manyUploads = wrap.wrap(StoreUploads.class, manyUploadRows);
        FindBlobs findBlobs = wrap.wrap(FindBlobs.class, blobRows);
        StoreBlobs manyBlobs = wrap.wrap(StoreBlobs.class, blobRows);
        ArmJobs manyJobs = wrap.wrap(ArmJobs.class, jobRows);
        ClaimKeys keys = wrap.wrap(ClaimKeys.class, new Keys(database, clock));
        StagingStore store = wrap.wrap(StagingStore.class, staging);
        CleanStaging cleaning = wrap.wrap(CleanStaging.class, staging);
        var longTermRows = new LongTerm(cloud.staging, cloud.longTerm, database);
        LongTermStore longTerm = wrap.wrap(LongTermStore.class, longTermRows);
        CleanLongTerm cleanLongTerm = wrap.wrap(CleanLongTerm.class, longTermRows);
        FindOwnParts own = wrap.wrap(FindOwnParts.class, new OwnParts(database));
        CopyBlobParts copies = wrap.wrap(CopyBlobParts.class, new BlobCopies(cloud.staging, cloud.longTerm, database));
        ArmJob jobs = wrap.wrap(ArmJob.class, jobRows);
        LeaseJob leases = wrap.wrap(LeaseJob.class, jobRows);
        FindDueJobs due = wrap.wrap(FindDueJobs.class, jobRows);
        ForgetOld forget = wrap.wrap(ForgetOld.class, new OldRows(database, clock));
        WakeUp wakeUp = wrap.wrap(WakeUp.class, cloud.queue);

        signUp = new SignUp(work, accounts, counts, cloud.passwords, cloud.passwords, Cloud.SIGN_INS, draw, clock);
        signIn = new SignIn(
                work, accounts, sessions, counts, cloud.passwords, cloud.tokens, Cloud.SIGN_INS, draw, clock);
        refresh = new RefreshSession(work, accounts, sessions, cloud.tokens, Cloud.SIGN_INS, draw, clock);
        signOut = new SignOut(work, sessions, clock);
        admit = new Admit(sessions, limits, 600, clock);
        browse = new Browse(entries);
        createFolder = new CreateFolder(work, keys, locks, entries, changes, 64, draw, clock);
        changeFolder = new ChangeFolder(work, locks, entries, changes, 64);
        changeFile = new ChangeFile(work, locks, entries, changes);
        trash = new Trash(work, locks, entries, changes);
        var versions = new DropVersions(quota, jobs);
        purge = new Purge(work, locks, changeTrash, drop, versions, jobs, wakeUp);
        restore = new Restore(work, locks, inTrash, changeTrash, entries, 64, draw);
        download = new DownloadFile(entries, findBlob, cloud.urls, Duration.ofMinutes(15));
        receipt = new IssueReceipt(entries, wrap.wrap(FindVerified.class, blobRows), ReceiptClaims::toString, clock);
        var place = new PlaceFile(entries, changes, draw);
        open = new OpenUpload(
                work,
                locks,
                quota,
                keys,
                findMany,
                uploads,
                manyUploads,
                new CheckNames(entries, manyEntries),
                findBlobs,
                cloud.uploadRules(),
                draw,
                clock);
        sign = new SignParts(work, locks, find, uploads, store, cloud.urls, jobs, cloud.uploadRules(), draw, clock);
        var record = new RecordParts(work, locks, uploads, store, Cloud.LIFE, clock);
        hint = new HintReuse(own);
        reuse = new ReuseParts(find, own, findBlob, store, copies, record, Cloud.REUSES, clock);
        show = new ShowUpload(work, locks, find, uploads, store, jobs, draw, clock);
        abort = new AbortUpload(work, locks, quota, find, uploads, jobs, wakeUp, draw, clock);
        begin = new BeginMerge(work, locks, find, uploads, jobs, clock);
        var heal = new HealFiles(findBlob, repoint, jobs);
        finish = new FinishMerge(
                work,
                locks,
                quota,
                find,
                uploads,
                store,
                blobs,
                place,
                heal,
                jobs,
                leases,
                cloud.alarms,
                Cloud.LEASE,
                draw,
                clock);
        complete = new CompleteUpload(find, begin, finish, wakeUp, PATIENCE);
        completeMany = new CompleteUploads(
                findMany,
                store,
                new CommitWhole(
                        work,
                        locks,
                        quota,
                        findMany,
                        uploads,
                        manyUploads,
                        manyBlobs,
                        new PlaceFiles(entries, manyEntries, files, place, draw),
                        findBlobs,
                        heal,
                        jobs,
                        manyJobs,
                        wakeUp,
                        draw,
                        clock),
                complete,
                PATIENCE,
                1,
                clock);
        transfer = new TransferBlob(
                work, findBlob, blobs, store, longTerm, jobs, leases, cloud.alarms, Cloud.TRANSFERS, clock);
        carryOn = new CarryOn(findBlob, find, begin, finish, transfer, wakeUp);
        clean = new CleanKey(
                findBlob, find, cleaning, leases, cloud.alarms, work, Duration.ofSeconds(30), Cloud.SWEEPS, clock);
        var take = new TakeContent(work, locks, quota, uploads, blobs, place, jobs, draw, clock);
        KeepChallenge challenges = wrap.wrap(KeepChallenge.class, new Challenges(database));
        ReadRanges ranges = wrap.wrap(ReadRanges.class, new Ranges(cloud.staging, cloud.longTerm, database));
        InstantRules instant = cloud.instantRules();
        var claims = new LimitClaims(counts, instant.claimsPerMinute());
        claim = new ClaimContent(find, findBlob, blobs, take, challenges, claims, instant, draw, clock);
        prove = new ProveContent(find, findBlob, ranges, take, challenges, claims, clock::passTo, instant, clock);
        finishPurge = new FinishPurge(
                work, locks, drop, versions, jobs, leases, cloud.alarms, wakeUp, Cloud.LEASE, Cloud.PURGED_ROWS, clock);
        reclaim = new ReclaimBlob(
                work,
                findBlob,
                blobs,
                repoint,
                wrap.wrap(ReclaimRows.class, new Graves(database, clock)),
                cleaning,
                cleanLongTerm,
                leases,
                cloud.alarms,
                Cloud.LEASE,
                Cloud.RECLAIMS,
                clock);
        patrols = new Patrols(cloud, wrap, work, findBlob, blobs, longTerm, jobs, leases);
        BeginJobs endless = wrap.wrap(BeginJobs.class, jobRows);
        tick = new Tick(find, uploads, work, store, begin, abort, endless, due, wakeUp, forget, Cloud.SWEEPS, clock);
    }

    /** Does what the queue functions do with a message, within the time of an invocation. */
    public void handle(Queue.Message message) {
        handle(message, new Budget(cloud.clock, cloud.clock.instant().plus(BUDGET)));
    }

    /** The same, within a time of one's own. */
    public void handle(Queue.Message message, Budget budget) {
        switch (message) {
            case Queue.Created(var stagingKey) -> carryOn.created(stagingKey, budget);
            case Queue.Due(JobId job) -> {
                switch (job.kind()) {
                    case MERGE -> carryOn.merge(new UploadId(job.subject()), budget);
                    case TRANSFER -> carryOn.transfer(new BlobId(job.subject()), budget);
                    case CLEAN -> clean.clean(job.subject());
                    case PURGE -> finishPurge.carryOn(job.subject());
                    case RECLAIM -> reclaim.reclaim(new BlobId(job.subject()));
                    case SCRUB, CHECK_ROWS, CHECK_OBJECTS -> patrols.handle(job);
                }
            }
        }
    }

    /** Receives until nothing waits. */
    public void drain() {
        for (var message = cloud.queue.take(); message.isPresent(); message = cloud.queue.take()) {
            handle(message.get());
        }
    }

    /** Lets {@code time} pass in steps of a minute, with a beat of the sweep and all deliveries after each. */
    public void live(Duration time) {
        for (long minute = 0; minute < time.toMinutes(); minute++) {
            cloud.clock.pass(Duration.ofMinutes(1));
            tick.tick();
            drain();
        }
    }
}
