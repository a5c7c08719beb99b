package io.cloudstore.cli.terminal;

/** A command can't go on, and says itself why. Control characters are made visible when it is printed. */
public final class CommandFailure extends RuntimeException {
    private final int exitCode;
    private final String what;
    private final String advice;

    /**
     * A failure.
     *
     * @param exitCode one of {@link ExitCode}
     * @param what what happened, in one line
     * @param advice what to do, in one line or several; may be empty
     */
    public CommandFailure(int exitCode, String what, String advice) {
        super(what, null, false, false);
        this.exitCode = exitCode;
        this.what = what;
        this.advice = advice;
    }

    /** A failure told in several lines, as with the end of a log: the first says what happened, the others follow it. */
    public static CommandFailure ofLines(int exitCode, String lines, String advice) {
        String[] parts = lines.replace("\t", "    ").split("\\R", 2);
        String more = parts.length < 2 ? "" : parts[1].replace("\r\n", "\n").stripTrailing();
        return new CommandFailure(
                exitCode, parts[0], more.isEmpty() || advice.isEmpty() ? more + advice : more + "\n" + advice);
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
