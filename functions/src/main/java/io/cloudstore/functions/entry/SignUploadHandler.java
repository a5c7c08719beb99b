package io.cloudstore.functions.entry;

import java.util.Map;

/** Function {@code sign-upload} on Lambda. */
public final class SignUploadHandler extends LambdaHandler {
    /** Wires the function from the process's environment, as Lambda does. */
    public SignUploadHandler() {
        this(System.getenv());
    }

    SignUploadHandler(Map<String, String> environment) {
        super("sign-upload", "SignUploadHandler", EventShape.HTTP, environment);
    }
}
