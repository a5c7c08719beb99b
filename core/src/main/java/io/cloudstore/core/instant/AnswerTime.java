package io.cloudstore.core.instant;

import java.time.Duration;
import java.time.Instant;

/**
 * When a proof is answered: a whole number of periods after its call arrived, so that how long the work took can't be
 * read from the answer. Which number is settled before anything is looked up, and only ever grows.
 *
 * @param arrival when the call arrived
 * @param period more than 0
 * @param planned the moment of the answer, unless the work takes longer
 */
record AnswerTime(Instant arrival, Duration period, Instant planned) {
    /** The gateway ends a call after 29 s: an arrival that is further away was told by a clock that is wrong. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(29);

    /**
     * For a call whose work begins {@code now}. At least half a period is left for it: a process that had to start first
     * has lost some already.
     *
     * @param told when the gateway says that the call arrived; taken as {@code now} when that can't be
     */
    static AnswerTime of(Instant told, Instant now, Duration period) {
        boolean possible = !told.isAfter(now) && told.plus(LONGEST_CALL).isAfter(now);
        Instant arrival = possible ? told : now;
        return new AnswerTime(arrival, period, multiple(arrival, period, now.plus(period.dividedBy(2))));
    }

    /** The last quarter of the period before the answer is for what follows reading. */
    Duration leftForReading(Instant now) {
        return Duration.between(now, planned.minus(period.dividedBy(4)));
    }

    /** When the answer of work that ended {@code now} leaves. */
    Instant leaves(Instant now) {
        return now.isAfter(planned) ? multiple(arrival, period, now) : planned;
    }

    /** The first moment from {@code earliest} on that is a whole number of periods after the arrival. */
    private static Instant multiple(Instant arrival, Duration period, Instant earliest) {
        long whole = Duration.between(arrival, earliest).dividedBy(period);
        Instant at = arrival.plus(period.multipliedBy(whole));
        return at.isBefore(earliest) ? at.plus(period) : at;
    }
}
