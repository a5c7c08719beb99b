package io.cloudstore.gateway.rules;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may do what. */
final class PolicyRules {
    private static final String ROLE = "AWS::IAM::Role";

    static final List<Rule> RULES = List.of(
            new Rule(
                    "wildcards-on-purpose",
                    "a wildcard allows what nobody thought of, and what AWS adds next year; see Wildcards for the form",
                    subject -> Wildcards.unexplained(subject.yaml()).stream()),
            new Rule(
                    "nobody-let-in-by-wildcard",
                    "a policy of a bucket or a queue that allows everyone makes it the public's",
                    subject -> Stream.of("AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy")
                            .flatMap(type -> subject.each(type).stream())
                            .flatMap(policy -> policy.at("Properties", "PolicyDocument", "Statement").items().stream())
                            .filter(statement -> statement.at("Effect").is("Allow"))
                            .map(statement -> statement.at("Principal"))
                            .filter(who -> String.valueOf(who.value()).contains("*"))
                            .map(who -> who.finding("must name who is let in"))),
            new Rule(
                    "permissions-needed-are-there",
                    "AWS refuses the call, of which nobody hears before it is made",
                    subject -> Stream.concat(
                            subject.functions()
                                    .flatMap(function -> left(
                                            Permissions.neededBy(subject, function),
                                            ownPermissions(subject, function),
                                            function.where() + " calls for ")),
                            signers(subject)
                                    .flatMap(role -> left(
                                            Permissions.neededBySigner(subject, role.where()),
                                            rolePermissions(subject, role),
                                            role.where() + " signs ")))),
            new Rule(
                    "permissions-there-are-needed",
                    "whoever gets hold of a function gets hold of what it never needed",
                    subject -> Stream.concat(
                            subject.functions()
                                    .flatMap(function -> left(
                                            ownPermissions(subject, function),
                                            Permissions.neededBy(subject, function),
                                            function.where() + " never uses ")),
                            signers(subject)
                                    .flatMap(role -> left(
                                            rolePermissions(subject, role),
                                            Permissions.neededBySigner(subject, role.where()),
                                            role.where() + " never signs ")))),
            new Rule(
                    "signers-trust-who-signs",
                    "the function can't sign, or another one can",
                    subject -> signers(subject)
                            .filter(role -> !trusted(role)
                                    .equals(Permissions.signedWithBy(subject, role.where()).stream()
                                            .map(function ->
                                                    "arn:aws:iam::" + Subject.ACCOUNT + ":role/" + function + "Role")
                                            .collect(Collectors.toSet())))
                            .map(role -> role.where() + " trusts " + trusted(role) + ", and those who sign with it are "
                                    + Permissions.signedWithBy(subject, role.where()))));

    private PolicyRules() {}

    private static Stream<Piece> signers(Subject subject) {
        return subject.each(ROLE).stream();
    }

    private static Set<String> ownPermissions(Subject subject, Piece function) {
        return Permissions.allowed(
                subject,
                function.at("Policies").items().stream().flatMap(policy -> policy.at("Statement").items().stream()));
    }

    private static Set<String> rolePermissions(Subject subject, Piece role) {
        return Permissions.allowed(
                subject,
                role.at("Properties", "Policies").items().stream()
                        .flatMap(policy -> policy.at("PolicyDocument", "Statement").items().stream()));
    }

    /** Whom a role trusts, whatever they are. */
    private static Set<String> trusted(Piece role) {
        return role.at("Properties", "AssumeRolePolicyDocument", "Statement").items().stream()
                .flatMap(statement -> statement.at("Principal").inside())
                .flatMap(who -> who.texts().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> left(Set<String> all, Set<String> without, String sentence) {
        return all.stream().filter(each -> !without.contains(each)).map(each -> sentence + each);
    }
}
