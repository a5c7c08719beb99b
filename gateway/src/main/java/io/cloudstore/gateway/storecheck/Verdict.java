package io.cloudstore.gateway.storecheck;

import java.util.Locale;

/** What came of a check. */
public enum Verdict {
    /** The store keeps the rule. */
    OK,
    /** It doesn't, and can't be used for that. */
    FAILS,
    /** It doesn't, and can be used with that in mind. */
    WARNS,
    /** Nothing can be said: because of what another check found, or because the place can't be reached from here. */
    NOT_TRIED;

    /** In words: {@code ok}, {@code fails}, {@code warns}, {@code not tried}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
