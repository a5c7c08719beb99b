package io.cloudstore.cli.serve;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.cli.terminal.Json;
import io.cloudstore.cli.terminal.Words;
import io.cloudstore.gateway.http.Proxies;
import io.cloudstore.gateway.serve.ServeSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the API alone. */
@Command(
        name = "serve",
        description = {
            "Serve the API, with MySQL, Redis, queues and a store that somebody else runs; stay until Ctrl-C or SIGTERM.",
            "What is where is said by the parameters of template.yaml. Secrets are given by reference, as file:PATH;"
                    + " the keys of access tokens are made in files that aren't there yet."
        })
public final class Serve implements Callable<Integer> {
    private final Invocation invocation;
    private final Server.Start serverStart;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8780",
            description = "Where to listen. Default: ${DEFAULT-VALUE}")
    private String listen = "";

    @Option(
            names = "--parameters",
            paramLabel = "FILE",
            description = "Parameters from a YAML file of lines Name: value. May be given again; later ones win.")
    private List<Path> files = List.of();

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "NAME=VALUE",
            description = "A parameter; wins over files. May be given again.")
    private List<String> parameters = List.of();

    @Option(
            names = "--trusted-proxy",
            paramLabel = "ADDRESS",
            description = "A reverse proxy whose X-Forwarded-For says who calls: an address, or a range as 10.0.0.0/8."
                    + " May be given again. Default: nobody's")
    private List<String> proxies = List.of();

    @Option(
            names = "--provision",
            description = "First make the queues and buckets that are missing, at SqsEndpoint and S3Endpoint.")
    private boolean provision;

    @Option(
            names = "--no-check",
            description = "Don't check first whether the store keeps the rules that uploads stand on (check-store).")
    private boolean noCheck;

    /** The command of {@code invocation}. */
    public Serve(Invocation invocation) {
        this(invocation, Served::start);
    }

    Serve(Invocation invocation, Server.Start serverStart) {
        this.invocation = invocation;
        this.serverStart = serverStart;
    }

    @Override
    public Integer call() {
        Listen address = Listen.parse(listen);
        ServeSettings settings = new ServeSettings(
                address.host(), address.port(), Parameters.given(files, parameters), proxies(), provision, !noCheck);
        try (Server server = serverStart.start(settings, this::ready)) {
            invocation.print(
                    invocation.isJson()
                            ? Json.line(new Answering(server.address()))
                            : "Cloudstore answers at " + server.address());
            untilInterrupted();
            invocation.say("Stopping …");
        }
        invocation.say("Stopped.");
        return ExitCode.OK;
    }

    private Proxies proxies() {
        try {
            return Proxies.at(proxies);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "--trusted-proxy: " + e.getMessage(), "");
        }
    }

    /**
     * The one result of the command.
     *
     * @param address where the API answers
     */
    record Answering(URI address) {}

    private void ready(String part, Duration took) {
        invocation.say(String.format("  %-20s %s", part, Words.time(took)));
    }

    private static void untilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // This is how it is told to stop.
        }
    }
}
