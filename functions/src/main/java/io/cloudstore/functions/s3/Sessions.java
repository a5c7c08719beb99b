package io.cloudstore.functions.s3;

import java.time.Instant;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Who signs, at each moment. */
interface Sessions {
    /**
     * The session to sign with now.
     *
     * @throws io.cloudstore.core.work.StoreFailed if there is none to be had
     */
    Session current();

    /**
     * Credentials, and when they end.
     *
     * @param end {@link Instant#MAX} if they don't
     */
    record Session(AwsCredentials credentials, Instant end) {}

    /** A key pair, which has no end. */
    record OfKeys(Supplier<String> pair) implements Sessions {
        @Override
        public Session current() {
            return new Session(parse(pair.get()), Instant.MAX);
        }

        /** The credentials written {@code accessKey:secret}. */
        static AwsCredentials parse(String pair) {
            int colon = pair.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException(
                        "the keys for the object store are not of the form accessKey:secret");
            }
            return AwsBasicCredentials.create(pair.substring(0, colon), pair.substring(colon + 1));
        }
    }
}
