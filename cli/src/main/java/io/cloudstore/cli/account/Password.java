package io.cloudstore.cli.account;

import io.cloudstore.cli.context.Environment;
import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** Where a command gets a password from: the person, who doesn't see it, or the first line of standard input. */
final class Password {
    @Option(names = "--password-stdin", description = "Read the password from standard input.")
    private boolean fromInput;

    /** The password of an account that there is. */
    String current(Environment environment) throws IOException {
        return fromInput ? firstLine(environment) : asked(environment, "Password: ");
    }

    /** A password for a new account; who types it types it twice. */
    String chosen(Environment environment) throws IOException {
        if (fromInput) {
            return firstLine(environment);
        }
        String password = asked(environment, "Password (12 characters or more): ");
        if (!password.equals(asked(environment, "Again: "))) {
            throw new CommandFailure(ExitCode.USAGE, "the two passwords differ", "");
        }
        return password;
    }

    private static String asked(Environment environment, String prompt) {
        return environment
                .passwords()
                .ask(prompt)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE, "there is no terminal to ask for the password", "Use --password-stdin."));
    }

    private static String firstLine(Environment environment) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = environment.in().read();
                c >= 0 && c != '\n';
                c = environment.in().read()) {
            line.write(c);
        }
        String password = line.toString(StandardCharsets.UTF_8);
        return password.endsWith("\r") ? password.substring(0, password.length() - 1) : password;
    }
}
