package io.cloudstore.client.upload;

import io.cloudstore.protocol.content.PartPlan;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which parts of an upload are done, and by what means. Guarded by the board's lock. */
final class Ledger {
    private final PartPlan plan;
    private final @Nullable Means[] means;
    private int done;

    Ledger(PartPlan plan) {
        this.plan = plan;
        this.means = new Means[plan.partCount()];
    }

    /** The store holds part {@code n}; by what means it came to do so first is what counts. */
    void done(int n, Means by) {
        if (means[n - 1] == null) {
            means[n - 1] = by;
            done++;
        }
    }

    /** Part {@code n} has to be sent after all. */
    void undo(int n) {
        if (means[n - 1] != null) {
            means[n - 1] = null;
            done--;
        }
    }

    boolean isDone(int n, Means by) {
        return means[n - 1] == by;
    }

    /** How many parts are done. */
    int done() {
        return done;
    }

    boolean isComplete() {
        return done == means.length;
    }

    /** Bytes of the parts that the store holds by these means. */
    long bytes(Means by) {
        return IntStream.rangeClosed(1, means.length)
                .filter(n -> isDone(n, by))
                .mapToLong(plan::lengthOf)
                .sum();
    }
}
