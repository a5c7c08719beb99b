package io.cloudstore.bench.lambda;

import io.cloudstore.bench.events.Answer;
import io.cloudstore.bench.process.Stopwatch;
import io.cloudstore.bench.report.Comparison;
import io.cloudstore.bench.report.Series;
import io.cloudstore.bench.report.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The first call of a function's new environment and later calls of it, beside those of a plain handler, in turns. */
public final class CallRounds {
    /** Later calls a round. */
    public static final int LATER = 15;

    private final Comparison.Rounds first = new Comparison.Rounds();
    private final Comparison.Rounds later = new Comparison.Rounds();
    private final ToDoubleFunction<Series> valueOfRound;
    private String answer = "";

    /** With what stands for a round's later calls, such as {@link Series#median}. */
    public CallRounds(ToDoubleFunction<Series> valueOfRound) {
        this.valueOfRound = valueOfRound;
    }

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
        later.add(
                valueOfRound.applyAsDouble(new Series(oursLater)), valueOfRound.applyAsDouble(new Series(plainLater)));
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
