package io.cloudstore.client.store;

import io.cloudstore.client.call.RetryAfter;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the store said to a PUT.
 *
 * @param status the HTTP status
 * @param code S3's error code, as {@code BadDigest}; empty when it gave none
 * @param retryAfterSeconds how long it asked to wait, if it did
 */
public record StoreAnswer(int status, String code, @Nullable Long retryAfterSeconds) {
    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9.]{1,100})</Code>");

    static StoreAnswer of(HttpResponse<?> response, String body) {
        Matcher code = CODE.matcher(body);
        return new StoreAnswer(
                response.statusCode(), code.find() ? code.group(1) : "", RetryAfter.seconds(response.headers()));
    }

    /** Whether the store took it, now or before: 412 answers a PUT of what is there already. */
    public boolean isHeld() {
        return status / 100 == 2 || status == 412;
    }

    /**
     * Whether another URL may help: this one or the credentials that signed it have expired or are no longer known, which S3
     * answers with 403 or with 400 and a code of its own, or the multipart upload is a new one.
     */
    public boolean needsAnotherUrl() {
        return status == 403
                || code.equals("NoSuchUpload")
                || code.equals("ExpiredToken")
                || code.equals("InvalidToken")
                || code.equals("TokenRefreshRequired");
    }

    /**
     * Whether the same may go well later: the store is busy or failed, cut the request, or saw another writer
     * (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
     */
    public boolean mayPass() {
        return status >= 500
                || status == 429
                || status == 408
                || code.equals("RequestTimeout")
                || code.equals("IncompleteBody")
                || code.equals("ConditionalRequestConflict")
                || code.equals("OperationAborted");
    }

    /** Whether the bytes that arrived were not those that were signed. */
    public boolean isOtherBytes() {
        return status == 400 && !mayPass() && !needsAnotherUrl();
    }

    @Override
    public String toString() {
        return code.isEmpty() ? "HTTP status " + status : status + " " + code;
    }
}
