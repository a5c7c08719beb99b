package io.cloudstore.sam;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The SAM CLI: what {@code CLOUDSTORE_SAM} names, else {@code sam} on the PATH. */
final class SamCli {
    /** Its own account of what people do with it is nobody's business. */
    static final Map<String, String> ENVIRONMENT = Map.of("SAM_CLI_TELEMETRY", "0");

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private SamCli() {}

    /** What keeps it from being used here; empty if nothing does. */
    static Optional<String> missing() {
        try {
            int status = run("--version").status();
            return status == 0
                    ? Optional.empty()
                    : Optional.of("The SAM CLI (" + program() + ") ends with status " + status + ".");
        } catch (AssertionError absent) {
            return Optional.of("The SAM CLI was not found: neither the environment's CLOUDSTORE_SAM nor the PATH names"
                    + " one. Install it with: localstack/engines/install sam");
        }
    }

    /** Runs a command of it to its end. Its status says nothing about a function that it invoked. */
    static Command.Output run(String... words) {
        return run(List.of(words));
    }

    /** Runs a command of it to its end. */
    static Command.Output run(List<String> words) {
        return Command.run(PATIENCE, ENVIRONMENT, command(words));
    }

    /** The whole command line of a command of it. */
    static List<String> command(List<String> words) {
        List<String> command = new ArrayList<>(List.of(program()));
        command.addAll(words);
        return command;
    }

    private static String program() {
        String named = System.getenv().getOrDefault("CLOUDSTORE_SAM", "");
        return named.isEmpty() ? "sam" : named;
    }
}
