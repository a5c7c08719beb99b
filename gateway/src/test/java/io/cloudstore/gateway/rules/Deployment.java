package io.cloudstore.gateway.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Values of the template's parameters that it is deployed with on AWS.
 *
 * @param name for people
 * @param values by parameter; all others have their defaults
 */
record Deployment(String name, Map<String, String> values) {
    private static final Path SAMCONFIG = Path.of("..", "samconfig.toml");
    private static final Pattern OVERRIDE = Pattern.compile("\"(\\w+)=([^\"]*)\"");

    Deployment {
        values = Map.copyOf(values);
    }

    /** The template's own values; with all that may be left out; and each environment of {@code samconfig.toml}. */
    static Stream<Deployment> all() {
        return Stream.of(defaults(), everythingGiven(), configured("dev"), configured("prod"));
    }

    /** Nothing given. */
    static Deployment defaults() {
        return new Deployment("defaults", Map.of());
    }

    /** What an AWS account may have and the defaults do without. */
    private static Deployment everythingGiven() {
        return new Deployment("everything given", optional("/cloudstore"));
    }

    /** The same stack with a cache that has a password, a user that may migrate, a certificate authority, and a network. */
    Deployment withEverything() {
        Map<String, String> more = new HashMap<>(optional(values.getOrDefault("SecretsPath", "/cloudstore")));
        more.putAll(values);
        return new Deployment(name, more);
    }

    /** The same stack with its defaults, but for where its secrets lie. */
    Deployment withLittle() {
        Map<String, String> secrets = new HashMap<>(values);
        secrets.keySet().retainAll(Set.of("SecretsPath"));
        return new Deployment(name, secrets);
    }

    /** An environment of {@code samconfig.toml}, without what its owner adds. */
    static Deployment configured(String environment) {
        String section = Pattern.quote("[" + environment + ".deploy.parameters]");
        Matcher overrides = Pattern.compile(
                        section + ".*?^parameter_overrides = \\[(.*?)^]", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text(SAMCONFIG));
        if (!overrides.find()) {
            throw new IllegalStateException(SAMCONFIG + " has no parameter_overrides for " + environment);
        }
        Map<String, String> values = new HashMap<>();
        OVERRIDE.matcher(overrides.group(1)).results().forEach(each -> values.put(each.group(1), each.group(2)));
        return new Deployment(environment, values);
    }

    private static Map<String, String> optional(String secretsPath) {
        return Map.of(
                "RedisUrl", "rediss://redis.example:6379",
                "RedisPassword", "ssm:" + secretsPath + "/redis-password",
                "TlsCa", "ssm:" + secretsPath + "/tls-ca",
                "MigrateUser", "migrate",
                "AlarmTopic", "arn:aws:sns:us-east-1:000000000000:alarms",
                "SubnetIds", "subnet-1,subnet-2",
                "SecurityGroupIds", "sg-1");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
