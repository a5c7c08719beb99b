package io.cloudstore.gateway.storecheck;

import io.cloudstore.core.upload.SignPut.SignedPut;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** Whether pages may use the store. */
final class BrowserChecks {
    static final List<Check> ALL = List.of(Check.should(
            "cors",
            PutChecks.PUT,
            "The preflight of a browser's PUT is allowed for the origin of the pages. Other clients need none.",
            "Give the staging bucket CORS rules: the origin, PUT, GET and HEAD, all headers, and ETag and x-amz-checksum-sha256"
                    + " exposed (serve --provision does); or set the store's own. Nothing to do without pages.",
            BrowserChecks::preflight));

    private BrowserChecks() {}

    private static void preflight(Subject store) throws Broken, IOException, InterruptedException {
        byte[] content = Subject.content("cors");
        SignedPut signed = store.sign(store.newKey(), content);
        String origin = store.origin().equals("*") ? "https://pages.example" : store.origin();
        HttpResponse<String> answer = store.send(
                "OPTIONS",
                signed.url(),
                Map.of(
                        "origin",
                        origin,
                        "access-control-request-method",
                        "PUT",
                        "access-control-request-headers",
                        String.join(",", signed.headers().keySet())),
                BodyPublishers.noBody());
        String allowed =
                answer.headers().firstValue("access-control-allow-origin").orElse("");
        if (answer.statusCode() / 100 != 2 || !(allowed.equals("*") || allowed.equals(origin))) {
            throw new Broken("a preflight from " + origin + " was answered with " + answer.statusCode() + " and "
                    + (allowed.isEmpty()
                            ? "no Access-Control-Allow-Origin"
                            : "Access-Control-Allow-Origin: " + allowed));
        }
    }
}
