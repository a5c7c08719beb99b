package io.cloudstore.embedded.s3.access;

import java.time.Instant;

/**
 * A session of a role.
 *
 * @param identity its keys, and what it may do
 * @param token what goes with every request that the keys sign
 * @param end when the store no longer knows it, in whole seconds
 */
public record Session(Identity identity, String token, Instant end) {
    /** Without the token, so that no log shows it. */
    @Override
    public String toString() {
        return "Session[" + identity + ", " + end + "]";
    }
}
