package io.cloudstore.gateway.storecheck;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.gateway.storecheck.Subject.Staged;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the store makes of a presigned GET. */
final class ReadChecks {
    private static final String RANGED = "ranged-get";
    private static final int FROM = 11;

    static final List<Check> ALL = List.of(
            Check.must(
                    RANGED,
                    PutChecks.PUT,
                    "A presigned GET gives a range of an object (206), as an attachment. Downloads go on where they stopped.",
                    "Use a store that knows Range and response-content-disposition in presigned URLs. A 403 is a wrong key of the"
                            + " download signer.",
                    ReadChecks::ranged),
            Check.must(
                    "get-signature",
                    RANGED,
                    "A presigned GET whose type or name was changed is refused. Else a link could show a page of somebody's making"
                            + " as the store's own.",
                    "Switch the check of presigned URLs (Signature Version 4) on in the store.",
                    ReadChecks::signature));

    private ReadChecks() {}

    private static URI sign(Subject store) throws Unknowable {
        Staged object = store.staged();
        Blob blob = new Blob(
                new BlobId(new UUID(0, 0)),
                Domain.INSTALLATION,
                PartPlan.of(object.size()),
                ContentId.ofParts(object.parts()),
                Place.STAGED,
                Life.LIVE,
                object.key(),
                Instant.EPOCH,
                object.key(),
                Optional.empty());
        return store.signGet()
                .sign(blob, new EntryName("check.txt"), "application/octet-stream", Subject.LIFE)
                .url();
    }

    private static HttpResponse<String> get(Subject store, URI url, Map<String, String> headers)
            throws IOException, InterruptedException {
        return store.send("GET", url, headers, BodyPublishers.noBody());
    }

    private static void ranged(Subject store) throws Broken, Unknowable, IOException, InterruptedException {
        HttpResponse<String> answer = get(store, sign(store), Map.of("range", "bytes=" + FROM + "-"));
        Subject.requireStatus("a GET of a range", 206, answer);
        String all = new String(Subject.content(PutChecks.PUT), StandardCharsets.UTF_8);
        if (!answer.body().equals(all.substring(FROM))) {
            throw new Broken("a GET of a range gave other bytes");
        }
        if (!answer.headers().firstValue("content-disposition").orElse("").startsWith("attachment")) {
            throw new Broken("a GET is no attachment, though the URL says so");
        }
    }

    private static void signature(Subject store) throws Broken, Unknowable, IOException, InterruptedException {
        String url = sign(store).toString();
        Subject.requireRefused(
                "a GET of another type", get(store, URI.create(url.replace("octet-stream", "xhtml%2Bxml")), Map.of()));
        Subject.requireRefused(
                "a GET that is no attachment", get(store, URI.create(url.replace("attachment", "inline")), Map.of()));
    }
}
