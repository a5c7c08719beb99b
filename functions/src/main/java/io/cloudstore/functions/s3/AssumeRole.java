package io.cloudstore.functions.s3;

import io.cloudstore.functions.s3.Sessions.Session;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Begins a session of a role. One hour is the most that a role may get of another role. */
record AssumeRole(StsClient sts, String arn, String name) implements Supplier<Session> {
    private static final Duration LENGTH = Duration.ofHours(1);

    @Override
    public Session get() {
        Credentials session = sts.assumeRole(
                        r -> r.roleArn(arn).roleSessionName(name).durationSeconds((int) LENGTH.toSeconds()))
                .credentials();
        return new Session(
                AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken()),
                session.expiration());
    }
}
