package io.cloudstore.bench.cold;

import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaRuntimeApiClientImpl;
import io.cloudstore.bench.process.Stopwatch;
import java.nio.file.Path;

/**
 * The process that answers its first event as a restored snapshot would: the handler is made, the hooks that it registered
 * with {@code org.crac} are called as SnapStart calls them, and what comes then is measured. Nothing is snapshot in
 * between, so that the time to load a snapshot is not in it.
 */
final class RestoredAnswer {
    /** Which context {@code org.crac} hands resources on to: that of Lambda's runtime. */
    static final String CONTEXT = "-Dorg.crac.Core.Compat=" + Core.class.getPackageName();
    /** The third word with which hooks are called. */
    static final String HOOKS = "hooks";
    /** The third word with which they are not. */
    static final String NO_HOOKS = "no-hooks";

    private RestoredAnswer() {}

    /** Runs in the process: the handler's class, the file of the event, {@link #HOOKS} or {@link #NO_HOOKS}. */
    public static void main(String[] words) throws Exception {
        // Loads the runtime's native part, with which its context makes the C library forget names of hosts.
        var _ = new LambdaRuntimeApiClientImpl("127.0.0.1:1");
        boolean hooks = words[2].equals(HOOKS);
        RequestStreamHandler handler = FirstAnswer.handler(words[0]);
        if (hooks) {
            Core.getGlobalContext().beforeCheckpoint(null);
        }
        Stopwatch restored = Stopwatch.start();
        if (hooks) {
            Core.getGlobalContext().afterRestore(null);
        }
        String answer = FirstAnswer.call(handler, Path.of(words[1]));
        System.out.println(Stopwatch.TOOK + restored.seconds());
        FirstAnswer.tell(answer);
        System.exit(0);
    }
}
