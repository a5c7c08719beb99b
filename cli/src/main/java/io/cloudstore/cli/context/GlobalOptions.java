package io.cloudstore.cli.context;

import java.net.URI;
import java.util.Optional;
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
            description = "The server; CLOUDSTORE_SERVER or " + HERE + " when left out. Without a scheme, as"
                    + " drive.example.org or localhost:8780, it is http on this machine and https elsewhere.")
    private @Nullable String server;

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
        return ServerAddress.of(chosenServer(environment).orElse(HERE));
    }

    /** The server as it was typed, or else as its variable says it; empty when neither was. */
    Optional<String> chosenServer(Environment environment) {
        return typedServer().or(() -> environment.variable("CLOUDSTORE_SERVER"));
    }

    /** The server as it was typed, to be typed again; empty when it was not. */
    Optional<String> typedServer() {
        return Optional.ofNullable(server);
    }
}
