package io.cloudstore.cli.terminal;

/** How the program ends; the numbers are part of its contract. */
public final class ExitCode {
    /** All went well. */
    public static final int OK = 0;
    /** Something failed that has no number of its own. */
    public static final int FAILURE = 1;
    /** The command was typed wrongly, or with a name or password that can't be used. */
    public static final int USAGE = 2;
    /** Nobody is signed in, or name or password is wrong. */
    public static final int SIGN_IN = 3;
    /** There is no such file, folder or upload. */
    public static final int NOT_FOUND = 4;
    /** Something else is there. */
    public static final int CONFLICT = 5;
    /** The quota does not hold that much more. */
    public static final int QUOTA = 6;
    /** Server or store is not reachable, or too busy. */
    public static final int UNAVAILABLE = 7;
    /** What was checked is not as it should be: a file, a receipt, a store. */
    public static final int CHECK_FAILED = 8;
    /** The person pressed Ctrl-C. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
