package io.cloudstore.functions.entry;

import java.util.Map;

/** Function {@code authorize} on Lambda. */
public final class AuthorizeHandler extends LambdaHandler {
    /** Wires the function from the process's environment, as Lambda does. */
    public AuthorizeHandler() {
        this(System.getenv());
    }

    AuthorizeHandler(Map<String, String> environment) {
        super("authorize", "AuthorizeHandler", EventShape.AUTHORIZER, environment);
    }
}
