package io.cloudstore.core.account;

import io.cloudstore.protocol.problem.ProblemException;
import java.util.regex.Pattern;

/**
 * The name that a person signs in with: 3 to 64 letters, digits, dots, underscores and dashes of ASCII, unique ignoring
 * case.
 */
public record AccountName(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{3,64}");

    public AccountName {
        if (!isPossible(value)) {
            throw ProblemException.field("name", "must be 3 to 64 letters, digits, dots, underscores or dashes");
        }
    }

    /** Whether {@code text} can be a name at all. */
    static boolean isPossible(String text) {
        return ALLOWED.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
