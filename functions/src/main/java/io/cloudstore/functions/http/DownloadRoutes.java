package io.cloudstore.functions.http;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.admission.Admit;
import io.cloudstore.core.drive.DownloadFile;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.protocol.wire.DownloadView;
import java.util.Map;

/** The route of function {@code download}. */
public final class DownloadRoutes {
    private final Admit admit;
    private final DownloadFile download;

    public DownloadRoutes(Admit admit, DownloadFile download) {
        this.admit = admit;
        this.download = download;
    }

    /** The function. */
    public HttpFunction function(String allowedOrigin) {
        return new HttpFunction("download", Map.of("GET /v1/files/{id}/download", this::download), allowedOrigin);
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
