package io.cloudstore.cli.account;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.terminal.Json;
import io.cloudstore.cli.terminal.Words;
import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.protocol.wire.AccountView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Signs in. */
@Command(name = "login", description = "Sign in; the session is kept for this server.")
public final class LogIn implements Callable<Integer> {
    /** What the service is told the session belongs to. */
    static final String DEVICE = "command line";

    private final Invocation invocation;

    @Parameters(paramLabel = "NAME", description = "The account's name.")
    private String name = "";

    @Mixin
    private final Password password = new Password();

    /** The command of {@code invocation}. */
    public LogIn(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        String current = password.current(invocation.environment());
        try (CloudstoreClient client = invocation.client()) {
            AccountView account = client.account().signIn(name, current, DEVICE);
            if (invocation.isJson()) {
                invocation.print(Json.line(account));
            }
            invocation.say("Signed in as " + Words.shown(account.name()) + " at " + invocation.server() + ".");
        }
        return 0;
    }
}
