package io.cloudstore.cli.context;

import io.cloudstore.cli.terminal.Words;
import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.settings.ClientSettings;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One call of the program.
 *
 * @param environment the process around it
 * @param options the options that all commands share, once they are read
 * @param arguments what was typed, to print a command that repeats it
 */
public record Invocation(Environment environment, GlobalOptions options, List<String> arguments) {
    /** The server that is meant. */
    public URI server() {
        return options.server(environment);
    }

    /** Whether the person chose the server, with the command or by its variable, and it is not only the usual one. */
    public boolean isServerChosen() {
        return options.chosenServer(environment).isPresent();
    }

    /** Whether results are JSON. */
    public boolean isJson() {
        return options.isJson();
    }

    /** Whether the person wants to see progress. */
    public boolean showsProgress() {
        return options.showsProgress();
    }

    /** Whether the person wants to see nothing but results. */
    public boolean isQuiet() {
        return options.isQuiet();
    }

    /** Where the session with the server is kept. */
    public FileSessionStore sessions() {
        return new FileSessionStore(environment.configFolder().resolve("sessions"), server());
    }

    /** A client of the server with the session that is kept for it. The caller closes it. */
    public CloudstoreClient client() {
        return client(UnaryOperator.identity());
    }

    /** A client with other settings. */
    public CloudstoreClient client(UnaryOperator<ClientSettings> change) {
        ClientSettings settings = change.apply(ClientSettings.of(server()));
        return new CloudstoreClient(environment.settings().apply(settings), sessions());
    }

    /** Tells the person something that is no result; not with {@code --quiet} or {@code --json}. */
    public void say(String line) {
        if (!options.isQuiet() && !options.isJson()) {
            environment.out().println(line);
        }
    }

    /** Prints a result. */
    public void print(String line) {
        environment.out().println(line);
    }

    /** Another command for the same server, fit to be pasted into this person's shell, whose variables are still set. */
    public String command(String words) {
        return "cloudstore " + words
                + options.typedServer()
                        .map(typed -> " --server " + Words.quoted(typed))
                        .orElse("");
    }

    /** The command that was typed, fit to be pasted into a shell. */
    public String typed() {
        StringBuilder line = new StringBuilder("cloudstore");
        arguments.forEach(argument -> line.append(' ').append(Words.quoted(argument)));
        return line.toString();
    }
}
