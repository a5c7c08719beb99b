package io.cloudstore.cli.files;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.client.CloudstoreClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives uploads up. */
@Command(name = "abort", description = "Give uploads up; what was sent of them is deleted.")
public final class Abort implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "As `cloudstore uploads` lists them.")
    private List<String> ids = new ArrayList<>();

    /** The command of {@code invocation}. */
    public Abort(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        try (CloudstoreClient client = invocation.client()) {
            for (String id : ids) {
                client.uploads().abort(id);
                invocation.say("Given up: " + id);
            }
            return ExitCode.OK;
        }
    }
}
