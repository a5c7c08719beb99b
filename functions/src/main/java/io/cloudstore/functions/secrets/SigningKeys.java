package io.cloudstore.functions.secrets;

import java.net.URI;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The keys that the AWS SDK derived for Signature Version 4, kept with the secrets that they come from. */
final class SigningKeys {
    /** How many the SDK keeps, the last ones (SignerUtils of its module http-auth-aws 2.54). */
    private static final int KEPT = 300;

    private static final SdkHttpRequest NOWHERE = SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(URI.create("https://nowhere.invalid/"))
            .build();

    private SigningKeys() {}

    /** So many of nobody's drive all others out. */
    static void forget() {
        AwsV4HttpSigner signer = AwsV4HttpSigner.create();
        for (int i = 0; i < KEPT; i++) {
            AwsCredentialsIdentity nobody = AwsCredentialsIdentity.create("nobody", "nobody-" + i);
            signer.sign(request -> request.identity(nobody)
                    .request(NOWHERE)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "nothing")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "nowhere"));
        }
    }
}
