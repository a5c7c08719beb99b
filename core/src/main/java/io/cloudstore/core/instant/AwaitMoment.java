package io.cloudstore.core.instant;

import java.time.Instant;

/** Lets time pass, from outside so that tests own it. */
public interface AwaitMoment {
    /** Returns at {@code moment}, or at once when it is past. */
    void until(Instant moment);
}
