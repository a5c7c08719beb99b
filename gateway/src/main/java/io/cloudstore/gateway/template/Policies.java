package io.cloudstore.gateway.template;

import java.time.Duration;
import java.util.stream.Stream;

/** Reads the statements of IAM policies. */
final class Policies {
    /** Of a role that doesn't say (https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html). */
    private static final Duration LONGEST_SESSION = Duration.ofHours(1);

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
    static Role role(String logicalId, String arn, Property role) {
        return new Role(
                logicalId,
                arn,
                role.at("AssumeRolePolicyDocument")
                        .at("Statement")
                        .items()
                        .flatMap(Policies::trusted)
                        .toList(),
                role.optional("MaxSessionDuration").map(Property::seconds).orElse(LONGEST_SESSION),
                role.at("Policies")
                        .items()
                        .flatMap(policy ->
                                policy.at("PolicyDocument").at("Statement").items())
                        .map(Policies::statement)
                        .toList());
    }

    private static Stream<String> trusted(Property statement) {
        requireTheOnly("Allow", statement.at("Effect"));
        requireTheOnly("sts:AssumeRole", statement.at("Action"));
        return statement.at("Principal").at("AWS").texts();
    }

    private static void requireTheOnly(String value, Property property) {
        if (!property.texts().allMatch(value::equals)) {
            throw property.refusal("must be " + value);
        }
    }
}
