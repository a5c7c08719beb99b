package io.cloudstore.client.session;

import io.cloudstore.protocol.wire.SessionView;

/**
 * What is kept of a session.
 *
 * @param accessToken goes with every call until it is refused
 * @param refreshToken gets the next pair; good for one use
 * @param accountName whose session it is, for people
 */
public record SavedSession(String accessToken, String refreshToken, String accountName) {
    /** What to keep of a session just begun or refreshed. */
    public static SavedSession of(SessionView view) {
        return new SavedSession(
                view.accessToken(), view.refreshToken(), view.account().name());
    }

    /** Without the tokens, which belong into no log. */
    @Override
    public String toString() {
        return "SavedSession[" + accountName + "]";
    }
}
