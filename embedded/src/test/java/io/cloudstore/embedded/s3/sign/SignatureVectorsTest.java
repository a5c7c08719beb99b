package io.cloudstore.embedded.s3.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudstore.embedded.s3.access.Identity;
import io.cloudstore.embedded.s3.access.RoleSessions;
import io.cloudstore.embedded.s3.access.SessionSettings;
import io.cloudstore.embedded.s3.wire.Request;
import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The examples of the S3 API reference, "Signature Calculations for the Authorization Header", "… Transferring Payload
 * in Multiple Chunks" and "Authenticating Requests: Using Query Parameters".
 */
class SignatureVectorsTest {
    private static final String EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2013-05-24T00:00:10Z"), ZoneOffset.UTC);

    private final Authenticator authenticator = new Authenticator(
            List.of(new Identity("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", List.of())),
            new RoleSessions(SessionSettings.NONE, CLOCK),
            "us-east-1",
            CLOCK);

    private static Map<String, List<String>> headers(String... namesAndValues) {
        Map<String, List<String>> headers = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        headers.putIfAbsent("Host", List.of("examplebucket.s3.amazonaws.com"));
        headers.put("x-amz-date", List.of("20130524T000000Z"));
        return headers;
    }

    private static String authorization(String signedHeaders, String signature) {
        return "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders="
                + signedHeaders + ",Signature=" + signature;
    }

    @Test
    void get_object() {
        Request request = Request.parse(
                "GET",
                "/test.txt",
                headers(
                        "Range",
                        "bytes=0-9",
                        "x-amz-content-sha256",
                        EMPTY_SHA256,
                        "Authorization",
                        authorization(
                                "host;range;x-amz-content-sha256;x-amz-date",
                                "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")));
        assertThat(authenticator.authenticate(request).payload()).isEqualTo(new Payload.Hashed(EMPTY_SHA256));
    }

    @Test
    void put_object() {
        String sha256 = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072";
        Request request = Request.parse(
                "PUT",
                "/test%24file.text",
                headers(
                        "Date",
                        "Fri, 24 May 2013 00:00:00 GMT",
                        "x-amz-storage-class",
                        "REDUCED_REDUNDANCY",
                        "x-amz-content-sha256",
                        sha256,
                        "Authorization",
                        authorization(
                                "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
                                "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd")));
        assertThat(authenticator.authenticate(request).payload()).isEqualTo(new Payload.Hashed(sha256));
    }

    @ParameterizedTest
    @CsvSource({
        "/?lifecycle, fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        "/?prefix=J&max-keys=2, 34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
    })
    void queries(String target, String signature) {
        Request request = Request.parse(
                "GET",
                target,
                headers(
                        "x-amz-content-sha256",
                        EMPTY_SHA256,
                        "Authorization",
                        authorization("host;x-amz-content-sha256;x-amz-date", signature)));
        assertThat(authenticator.authenticate(request).identity().accessKey()).isEqualTo("AKIAIOSFODNN7EXAMPLE");
    }

    @Test
    void presigned_url() {
        String target = "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
        Map<String, List<String>> host = Map.of("host", List.of("examplebucket.s3.amazonaws.com"));
        assertThat(authenticator
                        .authenticate(Request.parse("GET", target, host))
                        .payload())
                .isEqualTo(new Payload.Unsigned());
        assertRefused(S3Error.SIGNATURE_MISMATCH, Request.parse("PUT", target, host));
        assertRefused(S3Error.SIGNATURE_MISMATCH, Request.parse("GET", target + "&response-expires=0", host));
        assertRefused(S3Error.AUTHORIZATION_QUERY_ERROR, Request.parse("GET", target + "&X-Amz-Expires=604800", host));
    }

    private void assertRefused(S3Error error, Request request) {
        assertThatExceptionOfType(S3Failure.class)
                .isThrownBy(() -> authenticator.authenticate(request))
                .satisfies(failure -> assertThat(failure.error()).isEqualTo(error));
    }

    private AwsChunkedStream signedChunks(byte[] body) {
        Request request = Request.parse(
                "PUT",
                "/examplebucket/chunkObject.txt",
                headers(
                        "Host",
                        "s3.amazonaws.com",
                        "x-amz-storage-class",
                        "REDUCED_REDUNDANCY",
                        "x-amz-content-sha256",
                        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                        "Content-Encoding",
                        "aws-chunked",
                        "x-amz-decoded-content-length",
                        "66560",
                        "Content-Length",
                        "66824",
                        "Authorization",
                        authorization(
                                "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;"
                                        + "x-amz-decoded-content-length;x-amz-storage-class",
                                "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9")));
        Payload payload = authenticator.authenticate(request).payload();
        return new AwsChunkedStream(new ByteArrayInputStream(body), (Payload.Chunked) payload);
    }

    private static byte[] chunks() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        chunk(body, 65_536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648");
        chunk(body, 1_024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497");
        chunk(body, 0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9");
        return body.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream body, int length, String signature) {
        String head = Integer.toHexString(length) + ";chunk-signature=" + signature + "\r\n";
        body.writeBytes((head + "a".repeat(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void a_body_in_signed_chunks() throws Exception {
        assertThat(chunks()).hasSize(66_824);
        assertThat(signedChunks(chunks()).readAllBytes())
                .isEqualTo("a".repeat(66_560).getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void an_altered_or_cut_chunk_is_refused() {
        byte[] altered = chunks();
        altered[66_000] = 'b';
        assertThatExceptionOfType(S3Failure.class)
                .isThrownBy(() -> signedChunks(altered).readAllBytes())
                .satisfies(failure -> assertThat(failure.error()).isEqualTo(S3Error.SIGNATURE_MISMATCH));
        byte[] cut = Arrays.copyOf(chunks(), 66_000);
        assertThatExceptionOfType(S3Failure.class)
                .isThrownBy(() -> signedChunks(cut).readAllBytes())
                .satisfies(failure -> assertThat(failure.error()).isEqualTo(S3Error.INCOMPLETE_BODY));
    }

    @Test
    void a_body_in_signed_chunks_with_a_signed_trailer() throws Exception {
        Request request = Request.parse(
                "PUT",
                "/examplebucket/chunkObject.txt",
                headers(
                        "Host",
                        "s3.amazonaws.com",
                        "x-amz-storage-class",
                        "REDUCED_REDUNDANCY",
                        "x-amz-content-sha256",
                        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
                        "Content-Encoding",
                        "aws-chunked",
                        "x-amz-decoded-content-length",
                        "66560",
                        "x-amz-trailer",
                        "x-amz-checksum-crc32c",
                        "Authorization",
                        authorization(
                                "content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;"
                                        + "x-amz-storage-class;x-amz-trailer",
                                "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e")));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        chunk(body, 65_536, "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2");
        chunk(body, 1_024, "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7");
        String trailer = """
                0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992
                x-amz-checksum-crc32c:sOO8/Q==
                x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435

                """;
        body.writeBytes(trailer.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        Payload payload = authenticator.authenticate(request).payload();
        AwsChunkedStream stream =
                new AwsChunkedStream(new ByteArrayInputStream(body.toByteArray()), (Payload.Chunked) payload);
        assertThat(stream.readAllBytes()).hasSize(66_560);
        assertThat(stream.trailers()).containsEntry("x-amz-checksum-crc32c", "sOO8/Q==");
    }
}
