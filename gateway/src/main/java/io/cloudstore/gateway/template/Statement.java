package io.cloudstore.gateway.template;

import java.util.List;

/**
 * One statement of an IAM policy.
 *
 * @param allow false when it denies
 * @param actions for example {@code s3:PutObject}
 * @param resources ARNs, with {@code *} as a wildcard
 */
public record Statement(boolean allow, List<String> actions, List<String> resources) {

    /** Copies what it is given. */
    public Statement {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
    }
}
