package io.cloudstore.cli.up;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.cli.terminal.Words;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the whole cloud on this machine. */
@Command(
        name = "up",
        description = {
            "Start the whole cloud on this machine and stay until Ctrl-C.",
            "A second start on the same data folder goes on where the first stopped."
        })
public final class Up implements Callable<Integer> {
    /** The last of the five ports that follow the first. */
    private static final int LAST_PORT = 65_535 - 4;

    private final Invocation invocation;
    private final Cloud.Start cloudStart;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder. Default: CLOUDSTORE_DATA, else ~/.local/share/cloudstore")
    private @Nullable Path data;

    @Option(
            names = "--port",
            paramLabel = "N",
            description =
                    "The API's port, with the engines on the four after it. Default: the folder's own, at first 8780")
    private @Nullable Integer port;

    /** The command of {@code invocation}. */
    public Up(Invocation invocation) {
        this(invocation, Embedded::start);
    }

    Up(Invocation invocation, Cloud.Start cloudStart) {
        this.invocation = invocation;
        this.cloudStart = cloudStart;
    }

    @Override
    public Integer call() throws Exception {
        Path folder = invocation.environment().cloudFolder(data);
        boolean isFirstStart = !Files.exists(folder.resolve("version"));
        PrintStream out = invocation.environment().out();
        long began = System.nanoTime();
        invocation.say("Starting Cloudstore in " + folder);
        try (Cloud cloud = cloudStart.start(folder, port(), this::ready)) {
            invocation.say("Ready in " + Words.time(Duration.ofNanos(System.nanoTime() - began)));
            if (isFirstStart) {
                new FirstStartWalk(cloud.address(), new Steps(invocation)).walk();
            }
            out.println("Cloudstore answers at " + cloud.address());
            sayHowToGoOn(cloud);
            untilInterrupted();
            invocation.say("Stopping …");
        }
        invocation.say("Stopped. Everything is kept in " + folder);
        return ExitCode.OK;
    }

    private OptionalInt port() {
        Integer chosen = port;
        if (chosen == null) {
            return OptionalInt.empty();
        }
        if (chosen < 0 || chosen > LAST_PORT) {
            throw new CommandFailure(ExitCode.USAGE, "--port takes 0 (any) to " + LAST_PORT, "");
        }
        return OptionalInt.of(chosen);
    }

    private void ready(String part, Duration took) {
        invocation.say(String.format("  %-12s %s", part, Words.time(took)));
    }

    private void sayHowToGoOn(Cloud cloud) {
        String elsewhere =
                cloud.address().toString().equals("http://127.0.0.1:8780") ? "" : " --server " + cloud.address();
        invocation.say("Go on in another terminal:");
        invocation.say("  ./cloudstore signup NAME" + elsewhere);
        invocation.say("  ./cloudstore put FILE" + elsewhere);
        invocation.say("  ./cloudstore --help");
        invocation.say("Ctrl-C stops it; its logs are in the data folder's log.");
    }

    private static void untilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // This is how it is told to stop.
        }
    }
}
