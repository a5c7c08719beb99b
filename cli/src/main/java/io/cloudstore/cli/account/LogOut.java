package io.cloudstore.cli.account;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.client.CloudstoreClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Signs out. */
@Command(name = "logout", description = "End the session, here and at the server.")
public final class LogOut implements Callable<Integer> {
    private final Invocation invocation;

    /** The command of {@code invocation}. */
    public LogOut(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        if (invocation.sessions().read().isEmpty()) {
            invocation.say("Nobody was signed in at " + invocation.server() + ".");
            return 0;
        }
        try (CloudstoreClient client = invocation.client()) {
            client.account().signOut();
        }
        invocation.say("Signed out of " + invocation.server() + ".");
        return 0;
    }
}
