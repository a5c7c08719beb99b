package io.cloudstore.functions.entry;

import java.util.Map;

/** Function {@code login} on Lambda. */
public final class LoginHandler extends LambdaHandler {
    /** Wires the function from the process's environment, as Lambda does. */
    public LoginHandler() {
        this(System.getenv());
    }

    LoginHandler(Map<String, String> environment) {
        super("login", "LoginHandler", EventShape.HTTP, environment);
    }
}
