package io.cloudstore.gateway.template;

import java.util.List;

/**
 * A role that the template declares by itself, such as a signing identity.
 *
 * @param logicalId its name in the template
 * @param statements what it allows; resources are full ARNs
 */
public record Role(String logicalId, List<Statement> statements) {

    /** Copies what it is given. */
    public Role {
        statements = List.copyOf(statements);
    }
}
