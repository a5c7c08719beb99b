package io.cloudstore.functions.entry;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.cloudstore.core.account.RefreshSession;
import io.cloudstore.core.account.SignIn;
import io.cloudstore.core.account.SignInRules;
import io.cloudstore.core.account.SignOut;
import io.cloudstore.core.account.SignUp;
import io.cloudstore.core.admission.Admit;
import io.cloudstore.core.blob.DedupPolicy;
import io.cloudstore.core.drive.Browse;
import io.cloudstore.core.drive.ChangeFile;
import io.cloudstore.core.drive.ChangeFolder;
import io.cloudstore.core.drive.CreateFolder;
import io.cloudstore.core.drive.DownloadFile;
import io.cloudstore.core.drive.PlaceFile;
import io.cloudstore.core.drive.Trash;
import io.cloudstore.core.sweep.CleanKey;
import io.cloudstore.core.sweep.SweepRules;
import io.cloudstore.core.sweep.Tick;
import io.cloudstore.core.transfer.CarryOn;
import io.cloudstore.core.transfer.TransferBlob;
import io.cloudstore.core.transfer.TransferRules;
import io.cloudstore.core.upload.AbortUpload;
import io.cloudstore.core.upload.BeginMerge;
import io.cloudstore.core.upload.CompleteUpload;
import io.cloudstore.core.upload.FinishMerge;
import io.cloudstore.core.upload.OpenUpload;
import io.cloudstore.core.upload.ShowUpload;
import io.cloudstore.core.upload.SignParts;
import io.cloudstore.core.upload.UploadRules;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.WakeUp;
import io.cloudstore.functions.alarm.Alarms;
import io.cloudstore.functions.draw.Drawing;
import io.cloudstore.functions.http.AuthorizeFunction;
import io.cloudstore.functions.http.DownloadRoutes;
import io.cloudstore.functions.http.FilesRoutes;
import io.cloudstore.functions.http.LoginRoutes;
import io.cloudstore.functions.http.MergeRoutes;
import io.cloudstore.functions.http.UploadRoutes;
import io.cloudstore.functions.mysql.MySql;
import io.cloudstore.functions.password.Passwords;
import io.cloudstore.functions.queue.SweepFunction;
import io.cloudstore.functions.queue.TransferFunction;
import io.cloudstore.functions.s3.S3;
import io.cloudstore.functions.secrets.Secrets;
import io.cloudstore.functions.token.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** What each function is wired from: who talks to whom, on one page. */
final class Wiring {
    /** Password hashes that run at the same time; each fills a core. */
    private static final int HASHES_AT_ONCE = 2;
    /** Parts that one transfer copies at the same time. */
    private static final int COPIES_AT_ONCE = 4;
    /** A living worker renews its lease three times before it ends. */
    private static final int RENEWALS_A_LEASE = 3;
    /** Done jobs and ended uploads are forgotten after longer than any queue keeps a message (14 days). */
    private static final Duration FORGET_AFTER = Duration.ofDays(30);
    /** Most uploads and jobs that one beat of the sweep takes up. */
    private static final int SWEEP_BATCH = 500;
    /** Most rows of a kind that one beat of the sweep drops. */
    private static final int FORGET_BATCH = 10_000;

    private final Engines engines;
    private final Clock clock;
    private final Draw draw = Drawing.fromSystem();

    Wiring(Engines engines, Clock clock) {
        this.engines = engines;
        this.clock = clock;
    }

    Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> login(Settings settings) {
        MySql db = engines.mySql(settings);
        SignInRules rules = signInRules(settings);
        var hashes = Passwords.argon2(HASHES_AT_ONCE);
        var tokens = Tokens.issuing(engines.secret(settings, "CLOUDSTORE_TOKEN_KEY", Tokens::requirePrivateKey));
        return new LoginRoutes(
                        new SignUp(
                                db.unitOfWork(),
                                db.storeAccount(),
                                db.countAttempts(),
                                hashes,
                                Passwords.common(),
                                rules,
                                draw,
                                clock),
                        new SignIn(
                                db.unitOfWork(),
                                db.storeAccount(),
                                db.storeSession(),
                                db.countAttempts(),
                                hashes,
                                tokens,
                                rules,
                                draw,
                                clock),
                        new RefreshSession(
                                db.unitOfWork(), db.storeAccount(), db.storeSession(), tokens, rules, draw, clock),
                        new SignOut(db.unitOfWork(), db.storeSession(), clock),
                        db.storeAccount(),
                        admit(settings),
                        version())
                .function(origin(settings));
    }

    Function<APIGatewayCustomAuthorizerEvent, IamPolicyResponseV1> authorize(Settings settings) {
        var tokens = Tokens.reading(engines.secret(settings, "CLOUDSTORE_TOKEN_KEYS", Tokens::requirePublicKeys));
        return new AuthorizeFunction(tokens, clock);
    }

    Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> signUpload(Settings settings) {
        MySql db = engines.mySql(settings);
        S3 s3 = engines.s3(settings);
        UploadRules rules = uploadRules(settings);
        return new UploadRoutes(
                        admit(settings),
                        new OpenUpload(
                                db.unitOfWork(),
                                db.lockAccount(),
                                db.chargeQuota(),
                                db.storeUpload(),
                                placeFile(db),
                                db.findBlob(),
                                rules,
                                draw,
                                clock),
                        new SignParts(
                                db.unitOfWork(),
                                db.lockAccount(),
                                db.findUpload(),
                                db.storeUpload(),
                                s3.stagingStore(),
                                Settings.naming("CLOUDSTORE_UPLOAD_SIGNER", s3::signPut),
                                db.armJob(),
                                rules,
                                draw,
                                clock),
                        new ShowUpload(
                                db.unitOfWork(),
                                db.lockAccount(),
                                db.findUpload(),
                                db.storeUpload(),
                                s3.stagingStore(),
                                db.armJob(),
                                draw,
                                clock),
                        abortUpload(db, engines.wakeUp(settings)),
                        new Browse(db.findEntries()))
                .function(origin(settings));
    }

    Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> mergeChunks(Settings settings) {
        MySql db = engines.mySql(settings);
        return new MergeRoutes(
                        admit(settings),
                        new CompleteUpload(
                                db.findUpload(),
                                beginMerge(db),
                                finishMerge(settings, engines.s3(settings)),
                                engines.wakeUp(settings),
                                settings.seconds("CLOUDSTORE_MERGE_INLINE_SECONDS")),
                        new Browse(db.findEntries()))
                .function(origin(settings));
    }

    Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> files(Settings settings) {
        MySql db = engines.mySql(settings);
        int depth = settings.count("CLOUDSTORE_FOLDER_DEPTH");
        return new FilesRoutes(
                        admit(settings),
                        new Browse(db.findEntries()),
                        new CreateFolder(
                                db.unitOfWork(),
                                db.lockAccount(),
                                db.findEntries(),
                                db.storeEntries(),
                                depth,
                                draw,
                                clock),
                        new ChangeFolder(db.unitOfWork(), db.lockAccount(), db.findEntries(), db.storeEntries(), depth),
                        new ChangeFile(db.unitOfWork(), db.lockAccount(), db.findEntries(), db.storeEntries()),
                        new Trash(db.unitOfWork(), db.lockAccount(), db.findEntries(), db.storeEntries()))
                .function(origin(settings));
    }

    Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> download(Settings settings) {
        MySql db = engines.mySql(settings);
        return new DownloadRoutes(
                        admit(settings),
                        new DownloadFile(
                                db.findEntries(),
                                db.findBlob(),
                                Settings.naming("CLOUDSTORE_DOWNLOAD_SIGNER", engines.s3(settings)::signGet),
                                settings.seconds("CLOUDSTORE_DOWNLOAD_URL_SECONDS")))
                .function(origin(settings));
    }

    Function<SQSEvent, SQSBatchResponse> transfer(Settings settings) {
        MySql db = engines.mySql(settings);
        Duration newCopies = settings.seconds("CLOUDSTORE_TRANSFER_NEW_COPIES_SECONDS");
        // What begins last still ends within the invocation.
        S3 s3 = engines.s3(
                settings, settings.seconds("CLOUDSTORE_TRANSFER_SECONDS").minus(newCopies));
        Duration lease = settings.seconds("CLOUDSTORE_LEASE_SECONDS");
        var rules = new TransferRules(
                lease,
                lease.dividedBy(RENEWALS_A_LEASE),
                COPIES_AT_ONCE,
                settings.seconds("CLOUDSTORE_STAGING_GRACE_SECONDS")
                        .plus(settings.seconds("CLOUDSTORE_DOWNLOAD_URL_SECONDS")));
        var transfer = new TransferBlob(
                db.unitOfWork(),
                db.findBlob(),
                db.storeBlob(),
                s3.stagingStore(),
                s3.longTermStore(),
                db.armJob(),
                db.leaseJob(),
                Alarms.logging(clock),
                rules,
                clock);
        var carryOn = new CarryOn(
                db.findBlob(),
                db.findUpload(),
                beginMerge(db),
                finishMerge(settings, s3),
                transfer,
                engines.wakeUp(settings));
        return new TransferFunction(carryOn, settings.text("CLOUDSTORE_STAGING_BUCKET"), newCopies, clock);
    }

    Function<SQSEvent, SQSBatchResponse> sweep(Settings settings) {
        MySql db = engines.mySql(settings);
        S3 s3 = engines.s3(settings);
        WakeUp wakeUp = engines.wakeUp(settings);
        var rules = new SweepRules(
                settings.seconds("CLOUDSTORE_JOB_RESEND_SECONDS"),
                settings.seconds("CLOUDSTORE_STAGING_GRACE_SECONDS"),
                FORGET_AFTER,
                SWEEP_BATCH,
                FORGET_BATCH);
        return new SweepFunction(
                new Tick(
                        db.findUpload(),
                        db.storeUpload(),
                        db.unitOfWork(),
                        s3.stagingStore(),
                        beginMerge(db),
                        abortUpload(db, wakeUp),
                        db.findDueJobs(),
                        wakeUp,
                        db.forgetOld(),
                        rules,
                        clock),
                new CleanKey(
                        db.findBlob(),
                        db.findUpload(),
                        s3.cleanStaging(),
                        db.leaseJob(),
                        Alarms.logging(clock),
                        db.unitOfWork(),
                        settings.seconds("CLOUDSTORE_LEASE_SECONDS"),
                        rules,
                        clock));
    }

    /** Brings the schema to this version, and makes the keys of access tokens if they are to be made and aren't there. */
    void migrate(Settings settings) {
        engines.mySql(settings).migrate();
        settings.optional("CLOUDSTORE_TOKEN_KEY").filter(Secrets::canMake).ifPresent(privateKey -> {
            String made = engines.secrets(settings).make(privateKey, Tokens::newPrivateKey);
            String published = engines.secrets(settings)
                    .make(settings.text("CLOUDSTORE_TOKEN_KEYS"), () -> Tokens.publicKeys(made));
            Tokens.requirePair(made, published);
        });
    }

    private FinishMerge finishMerge(Settings settings, S3 s3) {
        MySql db = engines.mySql(settings);
        return new FinishMerge(
                db.unitOfWork(),
                db.lockAccount(),
                db.chargeQuota(),
                db.findUpload(),
                db.storeUpload(),
                s3.stagingStore(),
                db.storeBlob(),
                placeFile(db),
                db.armJob(),
                db.leaseJob(),
                Alarms.logging(clock),
                settings.seconds("CLOUDSTORE_LEASE_SECONDS"),
                draw,
                clock);
    }

    private BeginMerge beginMerge(MySql db) {
        return new BeginMerge(db.unitOfWork(), db.lockAccount(), db.findUpload(), db.storeUpload(), db.armJob(), clock);
    }

    private AbortUpload abortUpload(MySql db, WakeUp wakeUp) {
        return new AbortUpload(
                db.unitOfWork(),
                db.lockAccount(),
                db.chargeQuota(),
                db.findUpload(),
                db.storeUpload(),
                db.armJob(),
                wakeUp,
                draw,
                clock);
    }

    private PlaceFile placeFile(MySql db) {
        return new PlaceFile(db.findEntries(), db.storeEntries(), draw);
    }

    private Admit admit(Settings settings) {
        return new Admit(
                engines.mySql(settings).storeSession(),
                engines.limitCalls(settings),
                settings.count("CLOUDSTORE_CALLS_PER_MINUTE"),
                clock);
    }

    private static SignInRules signInRules(Settings settings) {
        return new SignInRules(
                settings.word("CLOUDSTORE_SIGN_UP", SignInRules.Door.class),
                settings.number("CLOUDSTORE_QUOTA_BYTES", 0),
                settings.seconds("CLOUDSTORE_ACCESS_TOKEN_SECONDS"),
                settings.seconds("CLOUDSTORE_REFRESH_TOKEN_SECONDS"),
                settings.seconds("CLOUDSTORE_REFRESH_GRACE_SECONDS"),
                settings.count("CLOUDSTORE_SIGN_INS_PER_HOUR"),
                settings.count("CLOUDSTORE_FAILURES_PER_HOUR"),
                settings.count("CLOUDSTORE_ADDRESS_FAILURES_PER_MINUTE"),
                settings.count("CLOUDSTORE_SIGN_UPS_PER_HOUR"));
    }

    private static UploadRules uploadRules(Settings settings) {
        return new UploadRules(
                settings.count("CLOUDSTORE_OPEN_UPLOADS"),
                settings.seconds("CLOUDSTORE_UPLOAD_URL_SECONDS"),
                settings.seconds("CLOUDSTORE_UPLOAD_IDLE_SECONDS"),
                settings.seconds("CLOUDSTORE_UPLOAD_MAX_SECONDS"),
                new DedupPolicy(
                        settings.word("CLOUDSTORE_DEDUP_SCOPE", DedupPolicy.Scope.class),
                        settings.number("CLOUDSTORE_DEDUP_THRESHOLD_BYTES", 0)));
    }

    private static String origin(Settings settings) {
        return settings.text("CLOUDSTORE_ALLOWED_ORIGIN");
    }

    private static String version() {
        return Optional.ofNullable(Wiring.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
