package io.cloudstore.gateway.template;

import java.time.Duration;
import java.util.List;

/**
 * A role that the template declares by itself, such as a signing identity.
 *
 * @param logicalId its name in the template
 * @param arn its name for those who begin sessions of it
 * @param trusted the ARNs of the roles, functions' own among them, that may begin a session
 * @param longestSession how long a session may be asked for at most
 * @param statements what it allows; resources are full ARNs
 */
public record Role(
        String logicalId, String arn, List<String> trusted, Duration longestSession, List<Statement> statements) {

    /** Copies what it is given. */
    public Role {
        trusted = List.copyOf(trusted);
        statements = List.copyOf(statements);
    }
}
