package io.cloudstore.cli.context;

import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name. */
public final class GlobalOptions {
    /** Where {@code up} answers unless told otherwise. */
    private static final String HERE = "http://127.0.0.1:8780";

    @Option(
            names = "--server",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The server; CLOUDSTORE_SERVER or " + HERE + " when left out.")
    private @Nullable URI server;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Results as JSON, one object a line.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Nothing but results and errors.")
    private boolean quiet;

    @Option(names = "--no-progress", scope = ScopeType.INHERIT, description = "No progress.")
    private boolean noProgress;

    boolean showsProgress() {
        return !quiet && !noProgress;
    }

    boolean isQuiet() {
        return quiet;
    }

    boolean isJson() {
        return json;
    }

    URI server(Environment environment) {
        String chosen =
                server == null ? environment.variable("CLOUDSTORE_SERVER").orElse(HERE) : server.toString();
        try {
            URI address = URI.create(chosen.replaceAll("/+$", ""));
            if (address.getHost() != null && List.of("http", "https").contains(String.valueOf(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException malformed) {
            // refused below, with the text that was typed
        }
        throw new CommandFailure(
                ExitCode.USAGE, "\"" + chosen + "\" is no server's address.", "Write it as http://127.0.0.1:8780");
    }
}
