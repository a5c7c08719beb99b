package io.cloudstore.cli.terminal;

import io.cloudstore.cli.context.Environment;
import io.cloudstore.cli.context.Invocation;
import io.cloudstore.client.call.UnreachableException;
import io.cloudstore.client.download.ContentDiffersException;
import io.cloudstore.client.store.StoreRefusedException;
import io.cloudstore.client.upload.SourceChangedException;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Says what went wrong: what happened, what was kept or what to do, and the request's id for whoever runs the service.
 */
public final class Failures {
    /** Fields of requests that are sent as they were typed: to sign up and in with, or to find something by. */
    private static final Set<String> TYPED_FIELDS = Set.of("name", "password", "path");

    private Failures() {}

    /**
     * A failure in words, with control characters made visible: names, paths and what a server or a receipt says stand in
     * them, and must neither steer the terminal nor add a line.
     *
     * @param what what happened
     * @param advice what was kept and what to do, in one line or several; empty when there is nothing to say
     * @param requestId the call's id in the service's logs; empty when no call failed
     */
    public record Told(int exitCode, String what, String advice, String requestId) {
        public Told {
            what = Words.shown(what);
            advice = String.join(
                    "\n", Stream.of(advice.split("\n", -1)).map(Words::shown).toList());
            requestId = Words.shown(requestId);
        }
    }

    /** What {@code failure} of {@code invocation} comes to. */
    public static Told of(Throwable failure, Invocation invocation) {
        return switch (failure) {
            case CommandFailure e -> new Told(e.exitCode(), e.what(), e.advice(), "");
            case ProblemException e -> ofProblem(e, invocation);
            case UnreachableException e ->
                new Told(
                        ExitCode.UNAVAILABLE,
                        message(e),
                        "What was transferred is kept. Check the network and that the server runs, then try again.",
                        "");
            case SourceChangedException e ->
                new Told(
                        ExitCode.FAILURE,
                        message(e),
                        "No file was made of it. Put it again when nothing writes to it any more.",
                        "");
            case ContentDiffersException e ->
                new Told(ExitCode.FAILURE, message(e), "Nothing was written. Try again.", "");
            case StoreRefusedException e ->
                new Told(ExitCode.FAILURE, message(e), "What was transferred is kept. Try again.", "");
            case NoSuchFileException e ->
                new Told(ExitCode.NOT_FOUND, "there is no file " + e.getFile() + " here", "", "");
            case FileAlreadyExistsException e -> new Told(ExitCode.CONFLICT, e.getFile() + " is there already", "", "");
            case AccessDeniedException e -> new Told(ExitCode.FAILURE, "no permission for " + e.getFile(), "", "");
            case FileSystemException e ->
                new Told(
                        ExitCode.FAILURE,
                        e.getFile() + ": " + (e.getReason() == null ? "failed" : e.getReason()),
                        "",
                        "");
            case InvalidPathException e ->
                new Told(ExitCode.USAGE, e.getInput() + " can't be a path here: " + e.getReason(), "", "");
            case IOException e -> new Told(ExitCode.FAILURE, message(e), "", "");
            default -> new Told(ExitCode.FAILURE, "an unexpected failure: " + failure, "Please report it.", "");
        };
    }

    private static String message(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static Told ofProblem(ProblemException e, Invocation invocation) {
        return new Told(exitCode(e), what(e, invocation), advice(e, invocation), e.requestId());
    }

    private static String what(ProblemException e, Invocation invocation) {
        String title = e.code().title();
        return switch (e.code()) {
            case SIGN_IN_REQUIRED -> "nobody is signed in at " + invocation.server();
            case SESSION_ENDED, REFRESH_REFUSED -> "the session at " + invocation.server() + " is over";
            default -> e.detail().isEmpty() || e.detail().equals(title) ? title : title + ": " + e.detail();
        };
    }

    private static int exitCode(ProblemException e) {
        ProblemCode code = e.code();
        return switch (code.status()) {
            case 400 -> isTyped(e) ? ExitCode.USAGE : ExitCode.FAILURE;
            case 401 -> ExitCode.SIGN_IN;
            case 404 -> code == ProblemCode.NOT_FOUND ? ExitCode.NOT_FOUND : ExitCode.FAILURE;
            case 409 -> ExitCode.CONFLICT;
            case 413 -> code == ProblemCode.QUOTA_EXCEEDED ? ExitCode.QUOTA : ExitCode.FAILURE;
            case 429, 500, 502, 503, 504 -> ExitCode.UNAVAILABLE;
            default -> ExitCode.FAILURE;
        };
    }

    /** Whether a request that is refused so is what the person typed, and not what this program made of it. */
    private static boolean isTyped(ProblemException e) {
        return switch (e.code()) {
            case INVALID_NAME, WEAK_PASSWORD -> true;
            case INVALID_REQUEST ->
                !e.fields().isEmpty() && e.fields().stream().allMatch(each -> TYPED_FIELDS.contains(each.field()));
            default -> false;
        };
    }

    private static String advice(ProblemException e, Invocation invocation) {
        return switch (e.code()) {
            case SIGN_IN_REQUIRED ->
                "Sign in: " + invocation.command("login NAME") + "; a new account is made by: "
                        + invocation.command("signup NAME");
            case SESSION_ENDED, REFRESH_REFUSED -> "Sign in: " + invocation.command("login NAME");
            case WRONG_CREDENTIALS -> "Check both; a new account is made by: " + invocation.command("signup NAME");
            case ACCOUNT_NAME_TAKEN -> "Choose another name, or sign in: " + invocation.command("login NAME");
            case WEAK_PASSWORD -> "Choose another one; a few words together make a good one.";
            case NAME_TAKEN -> "Choose another name, or put it with --conflict rename or replace.";
            case QUOTA_EXCEEDED ->
                "See: " + invocation.command("whoami") + "; what is in the trash and older versions count too: "
                        + invocation.command("trash empty") + "; " + invocation.command("rm --purge PATH");
            case TOO_MANY_UPLOADS ->
                "See: " + invocation.command("uploads") + "; end those that you don't need: "
                        + invocation.command("abort ID");
            case UPLOAD_CLOSED -> "Put the file again.";
            case CONTENT_QUARANTINED ->
                "Put the file again, if you have it: then everybody who had this content has it again.";
            case NO_SUCH_ROUTE -> "Is --server right? What answers there may be something else or an older version.";
            case NOT_VERIFIED_YET ->
                e.retryAfterSeconds() == null ? "Try again later." : "Try again in " + e.retryAfterSeconds() + " s.";
            case RATE_LIMITED, TOO_MANY_FAILURES ->
                e.retryAfterSeconds() == null ? "Wait a little." : "Wait " + e.retryAfterSeconds() + " s.";
            case INTERNAL, BAD_GATEWAY, UNAVAILABLE, TIMED_OUT -> "What was transferred is kept. Try again in a while.";
            default -> "";
        };
    }

    /** Prints a failure. */
    public static void print(Told told, Environment environment) {
        boolean coloured =
                environment.isTerminal() && environment.variable("NO_COLOR").isEmpty();
        environment.err().println((coloured ? "\u001b[31mcloudstore:\u001b[0m " : "cloudstore: ") + told.what());
        if (!told.advice().isEmpty()) {
            told.advice().lines().forEach(line -> environment.err().println("  " + line));
        }
        if (!told.requestId().isEmpty()) {
            environment.err().println("  request id: " + told.requestId());
        }
    }
}
