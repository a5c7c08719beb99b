package io.cloudstore.gateway.rules;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Secrets stay where secrets are kept. No parameter needs {@code NoEcho}, as none holds a secret: each takes a reference,
 * and refuses everything else.
 */
final class SecretRules {
    private static final Pattern REFERENCE = Pattern.compile("((ssm|secret|file):.+)?");
    private static final Pattern SECRET_VARIABLE = Pattern.compile("CLOUDSTORE_.*(PASSWORD|KEY|KEYS|SIGNER|SECRET)");
    private static final Pattern SECRET_PARAMETER = Pattern.compile(".*(Password|Key|Keys|Signer|Secret)");
    /** What somebody might type by mistake. */
    private static final List<String> SECRETS = List.of("hunter2", "plain:hunter2", "AKIAIOSFODNN7EXAMPLE:secret");

    private static final List<String> REFERENCES =
            List.of("", "ssm:/cloudstore/db-password", "secret:arn:aws:secretsmanager:x", "file:/run/secrets/db");

    private static final List<Pattern> LITERALS = List.of(
            // keys of AWS
            Pattern.compile("\\b(AKIA|ASIA)[A-Z0-9]{16}\\b"),
            Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY"),
            // a URL that brings its password
            Pattern.compile("://[^/\\s:@\"']+:[^/\\s@\"']+@"),
            Pattern.compile("(?i)\\b(password|secret|passwd|pwd)=[^&\\s\"'$]+"),
            // tokens and keys as they are mostly written: long, and of all kinds of characters
            Pattern.compile(
                    "(?<![\\w/+-])(?=[\\w/+-]*[0-9][\\w/+-]*[0-9])(?=[\\w/+-]*[a-z])(?=[\\w/+-]*[A-Z])[\\w+-]{24,}={0,2}"));

    static final List<Rule> RULES = List.of(
            new Rule(
                    "secrets-by-reference",
                    "whoever may look at a function's settings would read its secrets there",
                    subject -> Stream.of(subject, subject.withEverything())
                            .flatMap(Subject::functions)
                            .flatMap(function ->
                                    function.at("Environment", "Variables").inside())
                            .filter(variable ->
                                    SECRET_VARIABLE.matcher(variable.name()).matches())
                            .filter(variable ->
                                    !REFERENCE.matcher(variable.text()).matches()
                                            && !variable.text().matches("role:arn:aws:iam::.+"))
                            .map(variable -> variable.where() + " is neither a reference nor a role")
                            .distinct()),
            new Rule(
                    "parameters-refuse-secrets",
                    "CloudFormation shows the values of parameters to everyone who may look at the stack",
                    subject -> subject.parameters()
                            .filter(parameter ->
                                    SECRET_PARAMETER.matcher(parameter.name()).matches())
                            .filter(parameter -> !takesReferencesAlone(parameter))
                            .map(parameter -> parameter.at("AllowedPattern").finding("must take references alone"))),
            new Rule(
                    "no-literal-secret",
                    "what is committed is known, for ever",
                    subject -> subject.yaml()
                            .lines()
                            .filter(SecretRules::holdsSecret)
                            .map(line -> "looks like a secret: " + line.strip())));

    private SecretRules() {}

    private static boolean takesReferencesAlone(Piece parameter) {
        Piece pattern = parameter.at("AllowedPattern");
        return pattern.isThere()
                && SECRETS.stream().noneMatch(secret -> secret.matches(pattern.text()))
                && REFERENCES.stream().allMatch(reference -> reference.matches(pattern.text()));
    }

    /** Whether a line of any file holds what looks like a secret. */
    static boolean holdsSecret(String line) {
        return LITERALS.stream().anyMatch(secret -> secret.matcher(line).find());
    }
}
