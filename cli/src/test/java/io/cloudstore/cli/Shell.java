package io.cloudstore.cli;

import io.cloudstore.cli.context.Environment;
import io.cloudstore.client.fake.FakeCloud;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the program in this process, against a fake cloud, with a home of its own. */
public final class Shell {
    /** Passes every rule. */
    public static final String PASSWORD = "correct horse battery";

    private final FakeCloud cloud;
    private final Path home;
    private final Map<String, String> variables = new HashMap<>();
    private final Deque<String> typed = new ArrayDeque<>();
    private int columns;

    /** A person at home in {@code home}. */
    public Shell(FakeCloud cloud, Path home) {
        this.cloud = cloud;
        this.home = home;
        variables.put("CLOUDSTORE_SERVER", cloud.url().toString());
    }

    /**
     * What a command came to.
     *
     * @param out standard output
     * @param err standard error
     */
    public record Outcome(int exitCode, String out, String err) {
        /** The lines of standard output, each read as JSON. */
        public List<JsonNode> json() {
            JsonMapper mapper = new JsonMapper();
            return out.lines().map(mapper::readTree).toList();
        }
    }

    /** An environment variable. */
    public Shell with(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** Standard error is a terminal of so many columns. */
    public Shell onTerminal(int width) {
        columns = width;
        return this;
    }

    /** What the person types when asked for a password. */
    public Shell types(String... passwords) {
        typed.addAll(List.of(passwords));
        return this;
    }

    /** A person who has just signed up. */
    public Shell signedUp() {
        run("signup", "ann-" + System.nanoTime(), "--password-stdin", PASSWORD);
        cloud.forgetCalls();
        return this;
    }

    /** Runs a command; with {@code --password-stdin} the last argument is what stands in standard input. */
    public Outcome run(String... arguments) {
        boolean withInput = List.of(arguments).contains("--password-stdin");
        String[] given = withInput ? java.util.Arrays.copyOf(arguments, arguments.length - 1) : arguments;
        String input = withInput ? arguments[arguments.length - 1] + "\nmore" : "";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Environment environment = new Environment(
                variables,
                home,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                columns,
                prompt -> Optional.ofNullable(typed.poll()),
                System::nanoTime,
                settings -> settings.withBackoff(Duration.ofMillis(1), Duration.ofMillis(4)));
        int exitCode = Main.run(environment, given);
        return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
