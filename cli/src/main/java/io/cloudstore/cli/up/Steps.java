package io.cloudstore.cli.up;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.terminal.Words;
import java.time.Duration;
import java.util.Locale;

/** Shows the steps of the walk, each with its time. */
final class Steps {
    private final Invocation invocation;

    Steps(Invocation invocation) {
        this.invocation = invocation;
    }

    /** A new chapter. */
    void chapter(String title) {
        invocation.say("");
        invocation.say(title);
    }

    /** A step that is done. */
    void step(String what, Duration took, String result) {
        invocation.say(String.format(Locale.ROOT, "  %-44s %8s   %s", what, time(took), result)
                .stripTrailing());
    }

    /** Something the person has to know. */
    void note(String what) {
        invocation.say("  " + what);
    }

    private static String time(Duration took) {
        return took.toMillis() < 1_000 ? took.toMillis() + " ms" : Words.time(took);
    }
}
