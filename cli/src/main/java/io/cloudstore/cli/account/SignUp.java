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

/** Makes an account and signs in. */
@Command(name = "signup", description = "Make an account and sign in.")
public final class SignUp implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "NAME", description = "3 to 64 letters, digits, dots, underscores and dashes.")
    private String name = "";

    @Mixin
    private final Password password = new Password();

    /** The command of {@code invocation}. */
    public SignUp(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        String chosen = password.chosen(invocation.environment());
        try (CloudstoreClient client = invocation.client()) {
            client.account().signUp(name, chosen);
            AccountView account = client.account().signIn(name, chosen, LogIn.DEVICE);
            if (invocation.isJson()) {
                invocation.print(Json.line(account));
            }
            invocation.say("Signed up and in as " + Words.shown(account.name()) + ", with room for "
                    + Words.bytes(account.quotaBytes()) + ".");
        }
        return 0;
    }
}
