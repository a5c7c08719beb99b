package io.cloudstore.core.account;

import io.cloudstore.core.work.UnitOfWork;
import java.time.Clock;

/** Ends a session, at once and for every function: each asks the database on its first query. */
public final class SignOut {
    private final UnitOfWork work;
    private final StoreSession sessions;
    private final Clock clock;

    public SignOut(UnitOfWork work, StoreSession sessions, Clock clock) {
        this.work = work;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Ends the session; a second end changes nothing. */
    public void signOut(SessionId session) {
        work.run(() -> sessions.revoke(session, clock.instant()));
    }
}
