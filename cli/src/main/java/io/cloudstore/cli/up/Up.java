package io.cloudstore.cli.up;

import io.cloudstore.cli.context.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Starts the whole cloud on this machine. */
@Command(name = "up", description = "Start the whole cloud on this machine, and stay until Ctrl-C.")
public final class Up implements Callable<Integer> {
    private final Invocation invocation;

    /** The command of {@code invocation}. */
    public Up(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        invocation.say("");
        return 0;
    }
}
