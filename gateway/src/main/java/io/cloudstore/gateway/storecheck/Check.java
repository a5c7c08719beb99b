package io.cloudstore.gateway.storecheck;

import java.io.IOException;
import java.util.List;

/**
 * One rule.
 *
 * @param name in lower case with dashes
 * @param needs names of checks without whose success this one says nothing
 * @param means what the rule is, and what stands on it
 * @param change what to change on a store that breaks it
 */
record Check(String name, Weight weight, List<String> needs, String means, String change, Trial trial) {
    /** Tries the rule. */
    @FunctionalInterface
    interface Trial {
        /**
         * Returns when the store keeps the rule.
         *
         * @throws Broken when it doesn't
         * @throws Unknowable when nothing can be said
         * @throws io.cloudstore.core.work.StoreFailed when the store answers an adapter otherwise than S3 does
         */
        void on(Subject store) throws Broken, Unknowable, IOException, InterruptedException;
    }

    /** A rule that has to be kept. */
    static Check must(String name, String needs, String means, String change, Trial trial) {
        return new Check(name, Weight.MUST, needs.isEmpty() ? List.of() : List.of(needs), means, change, trial);
    }

    /** A rule that has to be kept at a place that needn't be reachable from here. */
    static Check mustWhereReached(String name, String needs, String means, String change, Trial trial) {
        return new Check(name, Weight.MUST_WHERE_REACHED, List.of(needs), means, change, trial);
    }

    /** A rule that it is better to keep. */
    static Check should(String name, String needs, String means, String change, Trial trial) {
        return new Check(name, Weight.SHOULD, List.of(needs), means, change, trial);
    }
}
