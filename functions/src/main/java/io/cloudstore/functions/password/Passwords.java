package io.cloudstore.functions.password;

import io.cloudstore.core.account.HashPassword;
import io.cloudstore.core.account.KnowPasswords;

/** Makes the adapters for passwords. */
public final class Passwords {
    private Passwords() {}

    /**
     * Hashes with Argon2id.
     *
     * @param atOnce most hashes under way at a time, 1 or more; each needs 19 MiB and a core
     */
    public static HashPassword argon2(int atOnce) {
        return new Argon2Password(atOnce);
    }

    /** Knows the list of common passwords, in any mix of upper and lower case. */
    public static KnowPasswords common() {
        return new CommonPasswords();
    }
}
