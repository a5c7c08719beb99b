package io.cloudstore.functions.http;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.admission.Admit;
import io.cloudstore.core.drive.DownloadFile;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.receipt.IssueReceipt;
import io.cloudstore.core.receipt.PublishKeys;
import io.cloudstore.protocol.wire.DownloadView;
import io.cloudstore.protocol.wire.ReceiptView;
import java.util.Map;

/** The routes of function {@code download}: URLs, receipts and the keys that receipts are checked with. */
public final class DownloadRoutes {
    /** Public keys are everybody's, and a new one is to be known soon. */
    private static final Map<String, String> FOR_ALL = Map.of("Cache-Control", "public, max-age=300");

    private final Admit admit;
    private final DownloadFile download;
    private final IssueReceipt receipts;
    private final PublishKeys keys;

    public DownloadRoutes(Admit admit, DownloadFile download, IssueReceipt receipts, PublishKeys keys) {
        this.admit = admit;
        this.download = download;
        this.receipts = receipts;
        this.keys = keys;
    }

    /** The function. */
    public HttpFunction function(String allowedOrigin) {
        Map<String, Route> routes = Map.of(
                "GET /v1/files/{id}/download", this::download,
                "GET /v1/files/{id}/receipt", this::receipt,
                "GET /.well-known/jwks.json", call -> Answer.ok(keys.publicKeys(), FOR_ALL));
        return new HttpFunction("download", routes, allowedOrigin);
    }

    private Answer receipt(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        return Answer.ok(new ReceiptView(receipts.issue(account, new FileId(call.id()))));
    }

    private Answer download(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        DownloadFile.Download signed = download.download(account, new FileId(call.id()));
        String url = signed.get().url().toString();
        if (call.query("redirect").filter("true"::equals).isPresent()) {
            return Answer.redirect(url);
        }
        return Answer.ok(new DownloadView(
                url,
                Map.of(),
                signed.get().expiresAt(),
                signed.file().contentId().toString(),
                signed.file().size(),
                signed.file().name().value()));
    }
}
