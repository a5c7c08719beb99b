package io.cloudstore.functions.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * What signatures of one identity, one day and one region have in common: the key derived from its secret, and how a URL
 * names it (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html). Safe for any number of threads.
 */
final class DayKey {
    private static final String HMAC = "HmacSHA256";
    private static final String END = "aws4_request";

    private final AwsCredentials credentials;
    private final String day;
    private final String scope;
    private final String credential;
    private final String token;
    /** Never fed itself: a copy of it begins where the key has been taken in. */
    private final Mac keyed;

    /**
     * Derives the key.
     *
     * @param day the day in UTC, as {@code 20260301}
     */
    DayKey(AwsCredentials credentials, String day, String region) {
        this.credentials = credentials;
        this.day = day;
        this.scope = day + "/" + region + "/s3/" + END;
        this.credential = UrlText.encoded(credentials.accessKeyId() + "/" + scope);
        this.token =
                credentials instanceof AwsSessionCredentials session ? UrlText.encoded(session.sessionToken()) : "";
        byte[] key = ("AWS4" + credentials.secretAccessKey()).getBytes(UTF_8);
        for (String step : new String[] {day, region, "s3", END}) {
            key = macOf(key).doFinal(step.getBytes(UTF_8));
        }
        this.keyed = macOf(key);
    }

    boolean isOf(AwsCredentials others, String otherDay) {
        return day.equals(otherDay) && credentials.equals(others);
    }

    /** {@code day/region/s3/aws4_request}. */
    String scope() {
        return scope;
    }

    /** Access key and scope, encoded for a URL. */
    String credential() {
        return credential;
    }

    /** The session's token, encoded for a URL; empty if it is no session. */
    String token() {
        return token;
    }

    /** The signature of a text, in hexadecimal. */
    String signature(String text) {
        try {
            Mac mac = (Mac) keyed.clone();
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the JDK's " + HMAC + " can be copied", impossible);
        }
    }

    private static Mac macOf(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + HMAC, impossible);
        }
    }
}
