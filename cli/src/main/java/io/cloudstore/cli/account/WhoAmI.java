package io.cloudstore.cli.account;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.terminal.Json;
import io.cloudstore.cli.terminal.Words;
import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.protocol.wire.AccountView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Says who is signed in. */
@Command(name = "whoami", description = "Who is signed in, and how much is stored.")
public final class WhoAmI implements Callable<Integer> {
    private final Invocation invocation;

    /** The command of {@code invocation}. */
    public WhoAmI(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        try (CloudstoreClient client = invocation.client()) {
            AccountView account = client.account().me();
            if (invocation.isJson()) {
                invocation.print(Json.line(account));
                return 0;
            }
            invocation.print(Words.shown(account.name()) + " at " + invocation.server());
            invocation.print(Words.bytes(account.usedBytes()) + " of " + Words.bytes(account.quotaBytes()) + " used"
                    + (account.reservedBytes() > 0
                            ? ", " + Words.bytes(account.reservedBytes()) + " set aside for open uploads"
                            : ""));
        }
        return 0;
    }
}
