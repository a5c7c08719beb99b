package io.cloudstore.bench.lambda;

import java.util.List;

/**
 * A call that is measured.
 *
 * @param function the function's name in the template
 * @param event the event's name
 */
public record Call(String function, String event) {
    /** Those of which a session's first minutes are made; authorize is the smallest function there is. */
    public static final List<Call> MEASURED = List.of(
            new Call("AuthorizeFunction", "authorize-token"),
            new Call("FilesFunction", "files-list-entries"),
            new Call("LoginFunction", "login-me"),
            new Call("SignUploadFunction", "sign-upload-open"));

    @Override
    public String toString() {
        return function + ", " + event;
    }
}
