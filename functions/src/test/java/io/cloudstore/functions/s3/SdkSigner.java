package io.cloudstore.functions.s3;

import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.functions.s3.Sessions.Session;
import io.cloudstore.functions.s3.Signer.Signed;
import io.cloudstore.protocol.content.Sha256;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The same URLs as ours, by the AWS SDK's presigner, which signs at the system's time and tells which that was. */
final class SdkSigner implements AutoCloseable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final S3Presigner presigner;
    private final String bucket;

    SdkSigner(String region, Optional<URI> endpoint, String bucket) {
        S3Presigner.Builder builder = S3Presigner.builder()
                .region(Region.of(region))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(endpoint.isPresent())
                        .build());
        endpoint.ifPresent(builder::endpointOverride);
        this.presigner = builder.build();
        this.bucket = bucket;
    }

    /** When a URL was signed. */
    static Instant signedAt(Signed signed) {
        String time = signed.url().getRawQuery().replaceFirst(".*X-Amz-Date=([0-9TZ]+).*", "$1");
        return TIME.parse(time, Instant::from);
    }

    Signed whole(Session session, UUID key, Sha256 sha256, long length, String contentType, Duration life) {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(ObjectKeys.staging(key))
                .contentLength(length)
                .contentType(ContentTypes.sendable(contentType))
                .checksumSHA256(sha256.base64())
                .ifNoneMatch("*")
                .overrideConfiguration(c -> c.credentialsProvider(of(session)))
                .build();
        return told(presigner.presignPutObject(p -> p.signatureDuration(life).putObjectRequest(request)));
    }

    Signed part(Session session, UUID key, String multipartId, RecordedPart part, Duration life) {
        UploadPartRequest request = UploadPartRequest.builder()
                .bucket(bucket)
                .key(ObjectKeys.staging(key))
                .uploadId(multipartId)
                .partNumber(part.n())
                .contentLength(part.length())
                .checksumSHA256(part.sha256().base64())
                .overrideConfiguration(c -> c.credentialsProvider(of(session)))
                .build();
        return told(presigner.presignUploadPart(p -> p.signatureDuration(life).uploadPartRequest(request)));
    }

    Signed get(Session session, String key, String fileName, String contentType, Duration life) {
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .responseContentDisposition(Attachment.named(fileName))
                .responseContentType(ContentTypes.servable(contentType))
                .overrideConfiguration(c -> c.credentialsProvider(of(session)))
                .build();
        return told(presigner.presignGetObject(p -> p.signatureDuration(life).getObjectRequest(request)));
    }

    @Override
    public void close() {
        presigner.close();
    }

    private static StaticCredentialsProvider of(Session session) {
        return StaticCredentialsProvider.create(session.credentials());
    }

    private static Signed told(PresignedRequest presigned) {
        var headers = new TreeMap<String, String>();
        presigned.signedHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
        headers.remove("host");
        headers.remove("content-length");
        URI url = presigned.httpRequest().getUri();
        String expires = url.getRawQuery().replaceFirst(".*X-Amz-Expires=([0-9]+).*", "$1");
        var signed = new Signed(url, headers, Instant.EPOCH);
        return new Signed(url, headers, signedAt(signed).plusSeconds(Long.parseLong(expires)));
    }
}
