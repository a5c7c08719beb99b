package io.cloudstore.story;

import io.cloudstore.stack.Stack;
import java.util.List;

/** Somebody who has just signed out, for tests that look behind the API. */
public final class SignedOut {
    private final Person person = Person.signedUp(Stack.current());

    /** Uses the session, so that the authorizer's verdict is cached, and ends it. */
    public SignedOut() {
        person.get("/v1/me");
        person.delete("/v1/sessions/current");
    }

    /** What the API answers to the old token. */
    public List<String> codes() {
        return List.of("/v1/me", "/v1/uploads", "/v1/folders/root/entries").stream()
                .map(route -> person.get(route).code())
                .toList();
    }
}
