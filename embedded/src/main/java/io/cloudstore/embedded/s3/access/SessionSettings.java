package io.cloudstore.embedded.s3.access;

import java.time.Duration;
import java.util.List;

/**
 * What sessions of roles are made from.
 *
 * @param roles all that there are
 * @param secret what tokens are known by; whoever has it can make sessions of every role. With another one, all sessions end
 * @param longest a session ends after so long, whatever was asked for; AWS has no such limit, whose sessions last 15 minutes
 *     at least
 */
public record SessionSettings(List<Role> roles, String secret, Duration longest) {
    /** The longest session that AWS gives. */
    public static final Duration AS_ASKED = Duration.ofHours(12);

    /** No roles, so that no token is anybody's and the secret guards nothing. */
    public static final SessionSettings NONE = new SessionSettings(List.of(), "of nobody", AS_ASKED);

    public SessionSettings {
        roles = List.copyOf(roles);
        if (secret.isBlank()) {
            throw new IllegalArgumentException("Sessions of roles need a secret");
        }
        if (longest.toSeconds() < 1) {
            throw new IllegalArgumentException("A session of a role lasts one second at least, not " + longest);
        }
    }

    /** Without the secret, so that no log shows it. */
    @Override
    public String toString() {
        return "SessionSettings[" + roles + ", " + longest + "]";
    }
}
