package io.cloudstore.gateway.storecheck;

import java.util.Locale;

/** What hangs on a rule. */
public enum Weight {
    /** It has to be kept. A store of which that can't be told is as little to be used as one that breaks it. */
    MUST,
    /** It has to be kept; that nothing can be said from here is held against nobody. */
    MUST_WHERE_REACHED,
    /** It is better to keep it. */
    SHOULD;

    /** The verdict on a store that breaks the rule. */
    Verdict broken() {
        return this == SHOULD ? Verdict.WARNS : Verdict.FAILS;
    }

    /** In words: {@code must}, {@code must where reached}, {@code should}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
