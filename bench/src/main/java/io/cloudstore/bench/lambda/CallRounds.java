package io.cloudstore.bench.lambda;

import io.cloudstore.bench.events.Answer;
import io.cloudstore.bench.process.Stopwatch;
import io.cloudstore.bench.report.Comparison;
import io.cloudstore.bench.report.Series;
import io.cloudstore.bench.report.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The first call of a function's new environment and later calls of it, beside those of a plain handler, in turns. */
public final class CallRounds {
    /** Later calls a round; their median is the round's value. */
    public static final int LATER = 15;

    private final Comparison.Rounds first = new Comparison.Rounds();
    private final Comparison.Rounds later = new Comparison.Rounds();
    private String answer = "";

    /**
     * One round. Both sides have an environment that was never called, or none yet.
     *
     * @param ours calls our function, and returns its answer
     * @param plain calls the plain one
     */
    public void round(Supplier<String> ours, Supplier<String> plain) {
        first.add(seconds(ours), seconds(plain));
        List<Double> oursLater = new ArrayList<>();
        List<Double> plainLater = new ArrayList<>();
        for (int call = 0; call < LATER; call++) {
            plainLater.add(seconds(plain));
            oursLater.add(seconds(ours));
        }
        later.add(new Series(oursLater).median(), new Series(plainLater).median());
    }

    private double seconds(Supplier<String> call) {
        Stopwatch watch = Stopwatch.start();
        String said = call.get();
        double seconds = watch.seconds();
        answer = Answer.inShort(said);
        return seconds;
    }

    /** The first calls. */
    public Comparison first(String what) {
        return first.of(what, Unit.SECONDS, answer);
    }

    /** The later calls. */
    public Comparison later(String what) {
        return later.of(what, Unit.MILLISECONDS, answer);
    }
}
