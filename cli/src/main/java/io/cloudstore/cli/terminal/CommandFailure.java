package io.cloudstore.cli.terminal;

/** A command can't go on, and says itself why. */
public final class CommandFailure extends RuntimeException {
    private final int exitCode;
    private final String what;
    private final String advice;

    /**
     * A failure.
     *
     * @param exitCode one of {@link ExitCode}
     * @param what what happened
     * @param advice what to do; may be empty
     */
    public CommandFailure(int exitCode, String what, String advice) {
        super(what, null, false, false);
        this.exitCode = exitCode;
        this.what = what;
        this.advice = advice;
    }

    int exitCode() {
        return exitCode;
    }

    String what() {
        return what;
    }

    String advice() {
        return advice;
    }
}
