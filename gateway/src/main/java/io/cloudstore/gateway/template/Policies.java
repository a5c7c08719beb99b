package io.cloudstore.gateway.template;

/** Reads the statements of IAM policies. */
final class Policies {
    private Policies() {}

    /** One statement. */
    static Statement statement(Property statement) {
        String effect = statement.at("Effect").text();
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw statement.at("Effect").refusal("must be Allow or Deny, not " + effect);
        }
        return new Statement(
                effect.equals("Allow"),
                statement.at("Action").texts().toList(),
                statement.at("Resource").texts().toList());
    }

    /** The role that stands in a resource of its own. */
    static Role role(String logicalId, Property role) {
        return new Role(
                logicalId,
                role.at("Policies")
                        .items()
                        .flatMap(policy ->
                                policy.at("PolicyDocument").at("Statement").items())
                        .map(Policies::statement)
                        .toList());
    }
}
