package io.cloudstore.gateway.rules;

import static io.cloudstore.gateway.rules.Subject.unless;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How each function runs: limits are those of https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
final class FunctionRules {
    private static final int LAMBDA_SECONDS = 900;
    private static final int API_SECONDS = 29;
    /** Below it a JVM with Spring does not start. */
    private static final int LEAST_MIB = 512;

    private static final int MOST_MIB = 10_240;
    private static final int ENVIRONMENT_BYTES = 4096;

    static final List<Rule> RULES = List.of(
            new Rule(
                    "runtime-java-25",
                    "the classes are of Java 25, and an older runtime refuses them at the first call",
                    subject -> unless(
                            subject.functions().map(function -> function.at("Runtime")),
                            runtime -> runtime.is("java25"),
                            "must be java25")),
            new Rule(
                    "architecture-of-lambda",
                    "a function runs on one of two kinds of processor",
                    subject -> unless(
                            subject.functions().map(function -> function.at("Architectures")),
                            architectures -> architectures.texts().size() == 1
                                    && Set.of("arm64", "x86_64").containsAll(architectures.texts()),
                            "must be one of arm64 and x86_64")),
            new Rule(
                    "timeout-within-lambda",
                    "no invocation lasts longer than 15 minutes",
                    subject -> unless(
                            subject.functions().map(function -> function.at("Timeout")),
                            timeout -> timeout.isBetween(1, LAMBDA_SECONDS),
                            "must be 1 to 900 s")),
            new Rule(
                    "timeout-within-api",
                    "API Gateway answers 504 after 29 s, while the function goes on",
                    subject -> unless(
                            Stream.concat(
                                            subject.events("Api").map(subject::functionOf),
                                            TriggerRules.authorizers(subject).map(subject::functionOf))
                                    .distinct()
                                    .map(function -> function.at("Timeout")),
                            timeout -> timeout.isBetween(1, API_SECONDS),
                            "must be at most 29 s behind the API")),
            new Rule(
                    "memory-within-lambda",
                    "a JVM needs half a gibibyte, and Lambda has ten at most",
                    subject -> unless(
                            subject.functions().map(function -> function.at("MemorySize")),
                            memory -> memory.isBetween(LEAST_MIB, MOST_MIB),
                            "must be 512 to 10,240 MiB")),
            new Rule(
                    "environment-within-lambda",
                    "a function's variables have 4 KB together",
                    subject -> subject.functions()
                            .map(function -> function.at("Environment", "Variables"))
                            .filter(variables -> bytes(variables) > ENVIRONMENT_BYTES)
                            .map(variables -> variables.where() + " takes " + bytes(variables) + " bytes of 4,096")),
            new Rule(
                    "built-by-the-makefile",
                    "without it sam build tries to build each function by itself, and finds no build file",
                    subject -> unless(
                            subject.each(Subject.FUNCTION).stream()
                                    .map(function -> function.at("Metadata", "BuildMethod")),
                            method -> method.is("makefile"),
                            "must be makefile")),
            new Rule(
                    "own-role",
                    "a role that several functions share may do what any of them needs",
                    subject -> subject.functions()
                            .map(function -> function.at("Role"))
                            .filter(Piece::isThere)
                            .map(role -> role.finding("SAM makes each function a role of its own"))),
            new Rule(
                    "own-policies",
                    "a managed policy, or a policy template of SAM, allows more than one function needs",
                    subject -> unless(
                            subject.functions().map(function -> function.at("Policies")),
                            policies -> !policies.items().isEmpty()
                                    && policies.items().stream()
                                            .allMatch(policy ->
                                                    policy.at("Statement").isThere()),
                            "must be statements written for this function")));

    private FunctionRules() {}

    private static int bytes(Piece variables) {
        return variables
                .inside()
                .mapToInt(variable -> variable.name().length() + variable.text().length())
                .sum();
    }
}
