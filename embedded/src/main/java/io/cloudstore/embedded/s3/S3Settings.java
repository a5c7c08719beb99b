package io.cloudstore.embedded.s3;

import io.cloudstore.embedded.s3.access.Identity;
import io.cloudstore.embedded.s3.access.SessionSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * What an engine is made from.
 *
 * @param folder the data folder; made when missing. One engine at a time, which the caller sees to
 * @param port on 127.0.0.1; 0 for any free one
 * @param region the only one that signatures count for
 * @param identities who may do what, by keys of their own
 * @param sessions the roles, whose sessions STS begins at the same address
 * @param fsync whether an object is on the device before it is acknowledged; without it, nothing is lost when the
 *     process is killed, but the last seconds may be when the machine loses power
 */
public record S3Settings(
        Path folder,
        int port,
        String region,
        List<BucketSettings> buckets,
        List<Identity> identities,
        SessionSettings sessions,
        Clock clock,
        boolean fsync) {
    public S3Settings {
        buckets = List.copyOf(buckets);
        identities = List.copyOf(identities);
    }
}
