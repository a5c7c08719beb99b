package io.cloudstore.embedded.s3.access;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Nobody's own keys, but sessions that end by themselves.
 *
 * @param arn its name, as {@code arn:aws:iam::000000000000:role/UploadSignerRole}
 * @param allows what its sessions may do; what none of them covers is denied
 * @param trusted the access keys of those who may begin a session
 * @param longest how long a session may be asked for at most
 */
public record Role(String arn, List<Allow> allows, Set<String> trusted, Duration longest) {
    public Role {
        allows = List.copyOf(allows);
        trusted = Set.copyOf(trusted);
    }

    /** The last part of its ARN. */
    public String name() {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
