package io.cloudstore.core.memory;

import io.cloudstore.core.account.Account;
import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.SignInRules;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.DedupPolicy;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.instant.InstantRules;
import io.cloudstore.core.instant.ReuseRules;
import io.cloudstore.core.sweep.PatrolRules;
import io.cloudstore.core.sweep.ReclaimRules;
import io.cloudstore.core.sweep.ScrubRules;
import io.cloudstore.core.sweep.SweepRules;
import io.cloudstore.core.transfer.TransferRules;
import io.cloudstore.core.upload.UploadLife;
import io.cloudstore.core.upload.UploadRules;
import io.cloudstore.core.work.JobId;
import java.time.Duration;

/** Everything that outlives a process: the database, the buckets, the queue; and the clock and the chance of this world. */
public final class Cloud {
    /** Bytes from which on content is everybody's. */
    public static final long THRESHOLD = 1 << 20;
    /** The design's numbers, section 9. */
    public static final UploadRules UPLOADS = new UploadRules(
            1_000,
            Duration.ofMinutes(15),
            Duration.ofDays(7),
            Duration.ofDays(28),
            new DedupPolicy(DedupPolicy.Scope.EVERYONE, THRESHOLD));

    /** The same numbers where no more is needed. */
    public static final UploadLife LIFE = new UploadLife(UPLOADS.idle(), UPLOADS.longest());
    /** The design's numbers; one copy at a time, so that the order of calls is always the same. */
    public static final ReuseRules REUSES = new ReuseRules(1, Duration.ofSeconds(15));

    /** Life of a lease. */
    public static final Duration LEASE = Duration.ofSeconds(30);

    /** The design's numbers; one part at a time, so that the order of calls is always the same. */
    public static final TransferRules TRANSFERS =
            new TransferRules(Duration.ofSeconds(30), Duration.ofSeconds(10), 1, Duration.ofHours(1));
    /** The design's numbers. */
    public static final SweepRules SWEEPS =
            new SweepRules(Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofDays(30), 100, 100);
    /** The design's numbers. */
    public static final ReclaimRules RECLAIMS = new ReclaimRules(Duration.ofHours(24), Duration.ofHours(1));
    /** Few enough that a test's rows and objects take several steps; as much as there is may be unknown. */
    public static final PatrolRules PATROLS = new PatrolRules(2, 2, Duration.ofDays(1), Duration.ofDays(7), 100);
    /** Enough for any part of a test. */
    public static final ScrubRules SCRUBS = new ScrubRules(64L << 20, 2, Duration.ofMinutes(10), 100);
    /** Few enough that a test's tree takes several transactions. */
    public static final int PURGED_ROWS = 3;
    /** The design's numbers. */
    public static final SignInRules SIGN_INS = new SignInRules(
            SignInRules.Door.OPEN,
            100L << 30,
            Duration.ofMinutes(15),
            Duration.ofDays(30),
            Duration.ofSeconds(10),
            60,
            20,
            30,
            20);

    /** The design's numbers. */
    public static final InstantRules INSTANT =
            new InstantRules(120, Duration.ofMinutes(5), Duration.ofSeconds(2), LIFE, UPLOADS.dedup());

    public final VirtualClock clock = new VirtualClock();
    public final SeededDraw draw;
    public final Database database = new Database();
    public final Queue queue = new Queue(database);
    public final Bucket staging = new Bucket(clock, queue::created);
    public final Bucket longTerm = new Bucket(clock, key -> {});
    public final Urls urls = new Urls(staging, longTerm, clock);
    public final Alarms alarms = new Alarms();
    public final Passwords passwords = new Passwords();
    public final PlainTokens tokens = new PlainTokens();

    private UploadRules uploadRules = UPLOADS;
    private InstantRules instantRules = INSTANT;
    private PatrolRules patrolRules = PATROLS;
    private long scrubbedBytes = SCRUBS.bytes();

    /** A world whose chance comes from {@code seed}. */
    public Cloud(long seed) {
        this.draw = new SeededDraw(seed);
    }

    /** Processes that start from now on share content so. */
    public void share(DedupPolicy dedup) {
        uploadRules = new UploadRules(UPLOADS.mostOpen(), UPLOADS.urlLife(), UPLOADS.idle(), UPLOADS.longest(), dedup);
        instantRules = new InstantRules(
                instantRules.claimsPerMinute(), INSTANT.challengeLife(), INSTANT.answerAfter(), LIFE, dedup);
    }

    /** Processes that start from now on take so many claims. */
    public void limitClaims(int perMinute) {
        instantRules =
                new InstantRules(perMinute, INSTANT.challengeLife(), INSTANT.answerAfter(), LIFE, instantRules.dedup());
    }

    /** Processes that start from now on take more than this share for a fault of the rows. */
    public void tolerate(int percent) {
        patrolRules = new PatrolRules(PATROLS.rows(), 100, PATROLS.rest(), PATROLS.age(), percent);
    }

    /** Processes that start from now on look at so many rows in a step. */
    public void patrol(int rows) {
        patrolRules =
                new PatrolRules(rows, patrolRules.objects(), PATROLS.rest(), PATROLS.age(), patrolRules.percent());
    }

    /** Processes that start from now on read so many bytes again in a run. */
    public void scrub(long bytes) {
        scrubbedBytes = bytes;
    }

    ScrubRules scrubRules() {
        return new ScrubRules(scrubbedBytes, SCRUBS.parts(), SCRUBS.every(), patrolRules.percent());
    }

    PatrolRules patrolRules() {
        return patrolRules;
    }

    UploadRules uploadRules() {
        return uploadRules;
    }

    InstantRules instantRules() {
        return instantRules;
    }

    /** What the sweep, the transfer or a scrub do to a blob's life. */
    public void life(BlobId id, Life life) {
        database.run(() -> new Blobs(database, clock).life(id, life));
    }

    /** Content in long-term storage that somebody had and has purged; it waits out its grace. */
    public BlobId tombstoned(Bytes content, Invariants invariants) {
        Server server = server();
        var owner = new Client(this, server, person("owner " + draw.id(), content.length()));
        FileId file = owner.upload("gone", content);
        server.drain();
        BlobId blob = database.read(
                tables -> tables.files.get(file).versions().getFirst().blob());
        invariants.purged(file.value());
        server.purge.file(owner.account, file);
        server.drain();
        return blob;
    }

    /** A process over it. */
    public Server server() {
        return new Server(this, Server.Wrap.NONE);
    }

    /** A process whose calls of every port go through {@code wrap}. */
    public Server server(Server.Wrap wrap) {
        return new Server(this, wrap);
    }

    /** A person with an account of this quota. */
    public AccountId person(String name, long quotaBytes) {
        var account = new Account(new AccountId(draw.id()), name, quotaBytes, 0, 0, clock.instant());
        new Accounts(database).insert(account, passwords.hash("a password of " + name));
        return account.id();
    }

    /** Makes a job due, as if some transaction had armed it. */
    public void arm(JobId job, String checkpoint) {
        database.run(() -> new Jobs(database, clock).arm(job, Duration.ZERO, checkpoint));
    }

    /** As if an earlier version had stored it. */
    public void forgetWhenVerified(BlobId id) {
        database.write(tables -> tables.verified.remove(id));
    }

    /** Keeps how these rows are; running it brings them back. */
    public Runnable backup(BlobId id, JobId job) {
        Tables.BlobRow blobRow = database.read(tables -> tables.blobs.get(id));
        Tables.JobRow jobRow = database.read(tables -> tables.jobs.get(job));
        return () -> database.write(tables -> {
            tables.blobs.put(id, blobRow);
            return tables.jobs.put(job, jobRow);
        });
    }

    /** As if nobody had ever asked for a job. */
    public void forget(JobId job) {
        database.write(tables -> tables.jobs.remove(job));
    }

    /** As if a transaction that heals had taken fewer versions: those of {@code owner} point to quarantined content still. */
    public void leftBehind(AccountId owner) {
        database.write(tables -> {
            BlobId quarantined = tables.blobs.values().stream()
                    .filter(row -> row.blob().life() == Life.QUARANTINED)
                    .findFirst()
                    .orElseThrow()
                    .blob()
                    .id();
            tables.files.replaceAll((id, row) -> row.account().equals(owner) ? row.pointingTo(quarantined) : row);
            return quarantined;
        });
    }

    /** What the buckets' own rules do by the day: abort multipart uploads older than 30 days; returns how many. */
    public int applyLifecycleRules() {
        Duration oldest = Duration.ofDays(30);
        return staging.abortOlderThan(oldest) + longTerm.abortOlderThan(oldest);
    }

    /**
     * The rest of everything, once nothing fails any more: time, beats of the sweep, deliveries, the buckets' rules. After
     * half an hour all is to have converged; when it is over, all is to be at rest.
     *
     * @return multipart uploads that were left to the buckets' rules
     */
    public int settle(Server healthy, Invariants invariants) {
        int left = settle(healthy, 25, Duration.ofMinutes(1));
        invariants.converged();
        left += settle(healthy, 7, Duration.ofMinutes(15));
        left += settle(healthy, 10, Duration.ofHours(1));
        left += settle(healthy, 32, Duration.ofDays(1));
        invariants.atRest();
        return left;
    }

    private int settle(Server healthy, int times, Duration step) {
        int left = 0;
        for (int i = 0; i < times; i++) {
            clock.pass(step);
            left += applyLifecycleRules();
            healthy.tick.tick();
            healthy.drain();
        }
        return left;
    }
}
