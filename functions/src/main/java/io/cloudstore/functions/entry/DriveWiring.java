package io.cloudstore.functions.entry;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.cloudstore.core.admission.Admit;
import io.cloudstore.core.drive.Browse;
import io.cloudstore.core.drive.ChangeFile;
import io.cloudstore.core.drive.ChangeFolder;
import io.cloudstore.core.drive.CreateFolder;
import io.cloudstore.core.drive.DownloadFile;
import io.cloudstore.core.drive.Purge;
import io.cloudstore.core.drive.Restore;
import io.cloudstore.core.drive.Trash;
import io.cloudstore.core.receipt.IssueReceipt;
import io.cloudstore.core.work.Draw;
import io.cloudstore.functions.draw.Drawing;
import io.cloudstore.functions.http.DownloadRoutes;
import io.cloudstore.functions.http.FilesRoutes;
import io.cloudstore.functions.http.TrashRoutes;
import io.cloudstore.functions.mysql.MySql;
import io.cloudstore.functions.token.Tokens;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;

/** What {@code files} and {@code download} are wired from. */
final class DriveWiring {

    private final Engines engines;
    private final Clock clock;
    private final Shared shared;
    private final Draw draw = Drawing.fromSystem();

    DriveWiring(Engines engines, Clock clock) {
        this.engines = engines;
        this.clock = clock;
        this.shared = new Shared(engines, clock);
    }

    Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> files(Settings settings) {
        MySql db = engines.mySql(settings);
        int depth = settings.count("CLOUDSTORE_FOLDER_DEPTH");
        Admit admit = shared.admit(settings);
        return new FilesRoutes(
                        admit,
                        new Browse(db.findEntries()),
                        new CreateFolder(
                                db.unitOfWork(),
                                db.claimKeys(),
                                db.lockAccount(),
                                db.findEntries(),
                                db.storeEntries(),
                                depth,
                                draw,
                                clock),
                        new ChangeFolder(db.unitOfWork(), db.lockAccount(), db.findEntries(), db.storeEntries(), depth),
                        new ChangeFile(db.unitOfWork(), db.lockAccount(), db.findEntries(), db.storeEntries()),
                        trashRoutes(settings, db, depth, admit))
                .function(Shared.origin(settings));
    }

    private TrashRoutes trashRoutes(Settings settings, MySql db, int depth, Admit admit) {
        return new TrashRoutes(
                admit,
                new Trash(db.unitOfWork(), db.lockAccount(), db.findEntries(), db.storeEntries()),
                new Purge(
                        db.unitOfWork(),
                        db.lockAccount(),
                        db.changeTrash(),
                        db.dropEntries(),
                        shared.dropVersions(db),
                        db.armJob(),
                        engines.wakeUp(settings)),
                new Restore(
                        db.unitOfWork(),
                        db.lockAccount(),
                        db.findTrash(),
                        db.changeTrash(),
                        db.findEntries(),
                        depth,
                        draw),
                db.findTrash());
    }

    Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> download(Settings settings) {
        MySql db = engines.mySql(settings);
        Supplier<String> receiptKey = engines.secret(settings, "CLOUDSTORE_RECEIPT_KEY", Tokens::requirePrivateKey);
        return new DownloadRoutes(
                        shared.admit(settings),
                        new DownloadFile(
                                db.findEntries(),
                                db.findBlob(),
                                Settings.naming("CLOUDSTORE_DOWNLOAD_SIGNER", engines.s3(settings)::signGet),
                                settings.seconds("CLOUDSTORE_DOWNLOAD_URL_SECONDS")),
                        new IssueReceipt(
                                db.findEntries(), db.findVerified(), Tokens.signingReceipts(receiptKey), clock),
                        Tokens.publishing(
                                receiptKey,
                                engines.secret(settings, "CLOUDSTORE_RECEIPT_KEYS", Tokens::requirePublicKeys)))
                .function(Shared.origin(settings));
    }
}
