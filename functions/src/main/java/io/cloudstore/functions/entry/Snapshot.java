package io.cloudstore.functions.entry;

import io.cloudstore.functions.mysql.MySql;
import io.cloudstore.functions.secrets.Secrets;
import io.cloudstore.functions.trust.Trust;
import java.time.Duration;
import java.util.function.Consumer;
import org.crac.Context;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a function does around a SnapStart snapshot, of which any number of environments are restored. Before it, first-use
 * work is done, so that it is part of the snapshot; then the function is taken apart, so that no connection, credential,
 * session or counter is. After it, the function is wired anew.
 * (https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html)
 *
 * <p>Whoever registers one must hold it: the context doesn't.
 */
final class Snapshot implements Resource {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);

    /** The thread by which the JDK closes idle HTTP connections; it lives as long as there is one. */
    private static final String KEEPER = "Keep-Alive-Timer";
    /** It looks every five seconds for connections that were idle for five. */
    private static final Duration KEEPER_ENDS_WITHIN = Duration.ofSeconds(15);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final RewiredFunction function;
    private final Consumer<RewiredFunction.Wired> prime;

    /** Around a snapshot of {@code function}, with the first-use work {@code prime}, which must not throw. */
    Snapshot(RewiredFunction function, Consumer<RewiredFunction.Wired> prime) {
        this.function = function;
        this.prime = prime;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws InterruptedException {
        prime.accept(function.current());
        function.close();
        Trust.forgetSessions();
        MySql.forgetPasswords();
        Secrets.forgetSigningKeys();
        awaitIdleConnectionsEnd();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        function.close();
        function.current();
    }

    /** The JDK keeps HTTP connections for all clients of the process, and lets nobody close them. */
    private static void awaitIdleConnectionsEnd() throws InterruptedException {
        long latest = System.nanoTime() + KEEPER_ENDS_WITHIN.toNanos();
        while (areKept()) {
            if (System.nanoTime() > latest) {
                LOG.warn("HTTP connections are still open; the snapshot will hold them, closed at the other end");
                return;
            }
            Thread.sleep(LOOK);
        }
    }

    private static boolean areKept() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(KEEPER));
    }
}
