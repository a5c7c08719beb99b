package io.cloudstore.functions.entry;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.cloudstore.core.transfer.CarryOn;
import io.cloudstore.core.transfer.TransferBlob;
import io.cloudstore.core.transfer.TransferRules;
import io.cloudstore.functions.alarm.Alarms;
import io.cloudstore.functions.mysql.MySql;
import io.cloudstore.functions.queue.TransferFunction;
import io.cloudstore.functions.s3.S3;
import io.cloudstore.functions.secrets.Secrets;
import io.cloudstore.functions.token.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

/** What the functions are wired from that nobody calls: {@code transfer} and {@code migrate}. */
final class WorkWiring {
    /** Parts that one transfer copies at the same time. */
    private static final int COPIES_AT_ONCE = 4;
    /** A living worker renews its lease three times before it ends. */
    private static final int RENEWALS_A_LEASE = 3;

    private static final String RECEIPT_KEY = "CLOUDSTORE_RECEIPT_KEY";
    private static final String RECEIPT_KEYS = "CLOUDSTORE_RECEIPT_KEYS";

    private final Engines engines;
    private final Clock clock;
    private final Shared shared;

    WorkWiring(Engines engines, Clock clock) {
        this.engines = engines;
        this.clock = clock;
        this.shared = new Shared(engines, clock);
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
                shared.beginMerge(db),
                shared.finishMerge(settings, s3),
                transfer,
                engines.wakeUp(settings));
        return new TransferFunction(carryOn, settings.text("CLOUDSTORE_STAGING_BUCKET"), newCopies, clock);
    }

    /** Brings the schema to this version, and makes the keys of access tokens and of receipts that aren't there. */
    void migrate(Settings settings) {
        engines.mySql(settings).migrate();
        make(settings, "CLOUDSTORE_TOKEN_KEY", "CLOUDSTORE_TOKEN_KEYS");
        make(settings, RECEIPT_KEY, RECEIPT_KEYS);
    }

    /** Keys that lie elsewhere than where they can be made are somebody else's to make. */
    private void make(Settings settings, String privateKey, String publicKeys) {
        settings.optional(privateKey).filter(Secrets::canMake).ifPresent(reference -> {
            Secrets secrets = engines.secrets(settings);
            String made = secrets.make(reference, Tokens::newPrivateKey);
            String published = secrets.make(settings.text(publicKeys), () -> Tokens.publicKeys(made));
            Tokens.requirePair(made, published);
        });
    }

    /**
     * Signs receipts with a new key from now on. Its public half is published first and the ones before it stay, so that
     * whatever was signed and will be signed can be checked; cut off in between, all is as before with one key more.
     *
     * @throws IllegalArgumentException when the keys lie where they can't be written
     */
    void rotateReceiptKey(Settings settings) {
        String privateKey = makeable(settings, RECEIPT_KEY);
        String publicKeys = makeable(settings, RECEIPT_KEYS);
        Secrets secrets = engines.secrets(settings);
        secrets.forget(publicKeys);
        String next = Tokens.newPrivateKey();
        secrets.replace(publicKeys, Tokens.withPublicHalf(secrets.resolve(publicKeys), next));
        secrets.replace(privateKey, next);
        // Somebody who rotated at the same time may have written a set without it.
        Tokens.requirePair(next, secrets.resolve(publicKeys));
    }

    private static String makeable(Settings settings, String name) {
        String reference = settings.text(name);
        if (!Secrets.canMake(reference)) {
            throw new IllegalArgumentException(
                    "Setting " + name + " refers to what is no parameter (ssm:), so its keeper has to rotate it.");
        }
        return reference;
    }
}
