package io.cloudstore.core.account;

import java.time.Duration;

/**
 * The numbers that sign-up and sign-in go by.
 *
 * @param signUp who may make an account
 * @param quotaBytes quota of a new account
 * @param accessLife life of an access token
 * @param refreshLife life of a refresh token
 * @param refreshGrace for how long a used refresh token is still good, because its answer may have been lost
 * @param signInsPerHour sign-ins of a name, good or bad
 * @param failuresPerHour failures of a name, whether it exists or not
 * @param addressFailuresPerMinute failures of an address
 * @param signUpsPerHour sign-ups of an address
 */
public record SignInRules(
        Door signUp,
        long quotaBytes,
        Duration accessLife,
        Duration refreshLife,
        Duration refreshGrace,
        int signInsPerHour,
        int failuresPerHour,
        int addressFailuresPerMinute,
        int signUpsPerHour) {

    /** Who may make an account. */
    public enum Door {
        /** Anybody. */
        OPEN,
        /** Nobody. */
        CLOSED
    }
}
