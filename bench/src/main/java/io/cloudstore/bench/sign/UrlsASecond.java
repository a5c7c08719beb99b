package io.cloudstore.bench.sign;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudstore.bench.process.Stopwatch;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.SignPut;
import io.cloudstore.functions.s3.S3;
import io.cloudstore.protocol.content.Sha256;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Signs for a while in each way and says how many URLs a second that came to. A process of its own. */
public final class UrlsASecond {
    static final String SDK = "sdk ";
    static final String HASHING = "hashing ";
    static final String OURS = "ours ";
    static final int WARM_UP_SECONDS = 4;
    static final int SECONDS = 3;
    /** Signatures between two looks at the watch. */
    private static final int BATCH = 500;

    private static final String REGION = "eu-central-1";
    private static final String BUCKET = "cloudstore-staging-123456789012-eu-central-1";
    private static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static final String UPLOAD = "VXBsb2FkIElEIGZvciA2aWWpbmcncyBteS1tb3ZpZS5tMnRzIHVwbG9hZA";
    private static final UUID OBJECT = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
    private static final Sha256 DIGEST = Sha256.digestOf(new byte[] {1});
    private static final long LENGTH = 8 << 20;
    private static final Duration LIFE = Duration.ofMinutes(15);

    private UrlsASecond() {}

    /** Measures and prints, in turns: the SDK's, the hashing alone, ours. */
    public static void main(String[] none) throws GeneralSecurityException {
        try (S3Presigner sdk = presigner();
                S3 adapters = adapters()) {
            SignPut ours = adapters.signPut();
            IntUnaryOperator bySdk = n -> bySdk(sdk, n).hashCode();
            IntUnaryOperator byUs = n -> byUs(ours, n).hashCode();
            IntUnaryOperator hashing = hashing(byUs(ours, 1));
            for (IntUnaryOperator side : new IntUnaryOperator[] {bySdk, hashing, byUs}) {
                aSecond(side, WARM_UP_SECONDS);
            }
            System.out.println(SDK + aSecond(bySdk, SECONDS));
            System.out.println(HASHING + aSecond(hashing, SECONDS));
            System.out.println(OURS + aSecond(byUs, SECONDS));
        }
    }

    private static double aSecond(IntUnaryOperator sign, int seconds) {
        Stopwatch watch = Stopwatch.start();
        long made = 0;
        int seen = 0;
        while (watch.seconds() < seconds) {
            for (int n = 1; n <= BATCH; n++) {
                seen ^= sign.applyAsInt(n);
            }
            made += BATCH;
        }
        double rate = made / watch.seconds();
        // what was made is used, so that the compiler can't leave it out
        return seen == 42 ? Math.nextUp(rate) : rate;
    }

    private static URI byUs(SignPut signer, int n) {
        return signer.part(OBJECT, UPLOAD, new RecordedPart(n, DIGEST, LENGTH), LIFE)
                .url();
    }

    private static URI bySdk(S3Presigner signer, int n) {
        UploadPartRequest part = UploadPartRequest.builder()
                .bucket(BUCKET)
                .key("staging/" + OBJECT.toString().replace("-", ""))
                .uploadId(UPLOAD)
                .partNumber(n)
                .contentLength(LENGTH)
                .checksumSHA256(DIGEST.base64())
                .build();
        return signer.presignUploadPart(p -> p.signatureDuration(LIFE).uploadPartRequest(part))
                .httpRequest()
                .getUri();
    }

    /** As many bytes as the canonical request of this URL has, and as the string to sign has, which is always about the same. */
    private static IntUnaryOperator hashing(URI url) throws GeneralSecurityException {
        String query = url.getRawQuery().replaceFirst("&X-Amz-Signature=.*", "");
        byte[] canonical = String.join(
                        "\n",
                        "PUT",
                        url.getRawPath(),
                        query,
                        "content-length:" + LENGTH,
                        "host:" + url.getHost(),
                        "x-amz-checksum-sha256:" + DIGEST.base64(),
                        "",
                        "content-length;host;x-amz-checksum-sha256",
                        "UNSIGNED-PAYLOAD")
                .getBytes(UTF_8);
        byte[] toSign = String.join(
                        "\n",
                        "AWS4-HMAC-SHA256",
                        "20260301T120000Z",
                        "20260301/" + REGION + "/s3/aws4_request",
                        DIGEST.toString())
                .getBytes(UTF_8);
        MessageDigest digest = Sha256.newDigest();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(DIGEST.bytes(), "HmacSHA256"));
        return n -> {
            canonical[0] = (byte) n;
            toSign[0] = digest.digest(canonical)[0];
            return mac.doFinal(toSign)[0];
        };
    }

    private static S3Presigner presigner() {
        return S3Presigner.builder()
                .region(Region.of(REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY_ID, SECRET)))
                .build();
    }

    private static S3 adapters() {
        var keys = new S3.Identity.Keys(() -> KEY_ID + ":" + SECRET);
        return new S3(
                new S3.Settings(REGION, Optional.empty(), Optional.empty(), BUCKET, BUCKET, keys, keys, keys, LIFE),
                Clock.systemUTC());
    }
}
