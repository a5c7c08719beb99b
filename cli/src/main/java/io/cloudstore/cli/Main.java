package io.cloudstore.cli;

import io.cloudstore.cli.account.LogIn;
import io.cloudstore.cli.account.LogOut;
import io.cloudstore.cli.account.SignUp;
import io.cloudstore.cli.account.WhoAmI;
import io.cloudstore.cli.context.Environment;
import io.cloudstore.cli.context.GlobalOptions;
import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.files.Abort;
import io.cloudstore.cli.files.Get;
import io.cloudstore.cli.files.ListUploads;
import io.cloudstore.cli.files.Ls;
import io.cloudstore.cli.files.Mkdir;
import io.cloudstore.cli.files.Mv;
import io.cloudstore.cli.files.Put;
import io.cloudstore.cli.files.Rm;
import io.cloudstore.cli.files.TrashCommand;
import io.cloudstore.cli.receipt.GetReceipt;
import io.cloudstore.cli.receipt.Verify;
import io.cloudstore.cli.serve.CheckStore;
import io.cloudstore.cli.serve.RotateReceiptKey;
import io.cloudstore.cli.serve.Serve;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.cli.terminal.Failures;
import io.cloudstore.cli.terminal.Words;
import io.cloudstore.cli.up.Up;
import io.cloudstore.client.upload.Conflict;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The program {@code cloudstore}. */
@Command(
        name = "cloudstore",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "A cloud drive: files go straight into the object store and come back byte for byte.",
        footerHeading = "%nExit codes:%n",
        footer = {
            "    0  done",
            "    1  failed for a reason without a number of its own",
            "    2  typed wrongly, or a name or password that can't be used",
            "    3  nobody is signed in, or name or password is wrong",
            "    4  no such file, folder or upload",
            "    5  something else is there",
            "    6  the quota does not hold that much more",
            "    7  server or store is not reachable or too busy",
            "    8  what was checked is not as it should be: a file, a receipt, a store",
            "  130  interrupted; what was transferred is kept",
            "",
            "Environment: CLOUDSTORE_SERVER (instead of --server), NO_COLOR,",
            "CLOUDSTORE_DATA (instead of --data), CLOUDSTORE_JAVA_OPTS (for the JVM).",
            "HOME says where ~ is. These name other folders than the usual ones in it:",
            "  XDG_CONFIG_HOME  ~/.config; sessions are in its cloudstore/sessions, readable",
            "                   by you alone, and kept keys in its cloudstore/receipt-keys",
            "  XDG_DATA_HOME    ~/.local/share; what up serves is in its cloudstore, unless",
            "                   CLOUDSTORE_DATA or --data names another folder",
            "  XDG_CACHE_HOME   ~/.cache; programs that up unpacks",
            "The launcher also knows:",
            "  cloudstore test  build, and run all tests; Maven takes what else is typed",
            "  cloudstore bench measure; see its --help",
            "  cloudstore jdk   print which JDK all of this runs on",
            "Shell completion: source <(cloudstore completion)"
        })
public final class Main implements Callable<Integer> {
    @Mixin
    private final GlobalOptions options;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before any command runs.
    private CommandSpec spec;

    private Main(GlobalOptions options) {
        this.options = options;
    }

    /** Runs the command in {@code arguments}; ends with one of {@link ExitCode}. */
    public static void main(String[] arguments) {
        Interrupt interrupt = Interrupt.onSignal(Thread.currentThread());
        int exitCode = run(Environment.ofProcess(), arguments);
        if (interrupt.commandEnded()) {
            System.exit(exitCode);
        }
    }

    /** Runs the command in {@code arguments} within {@code environment} and gives its exit code. */
    public static int run(Environment environment, String... arguments) {
        PrintWriter out = new PrintWriter(environment.out(), true);
        PrintWriter err = new PrintWriter(environment.err(), true);
        GlobalOptions options = new GlobalOptions();
        Invocation invocation = new Invocation(environment, options, List.of(arguments));
        CommandLine commands = commands(options, invocation)
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        environment.isTerminal()
                                        && environment.variable("NO_COLOR").isEmpty()
                                ? Ansi.ON
                                : Ansi.OFF))
                .setParameterExceptionHandler((e, args) -> wrongUsage(e, environment))
                .setExecutionExceptionHandler((e, command, result) -> failed(e, invocation));
        try {
            return commands.execute(arguments);
        } finally {
            environment.out().flush();
            environment.err().flush();
        }
    }

    private static CommandLine commands(GlobalOptions options, Invocation invocation) {
        CommandLine commands = new CommandLine(new Main(options))
                .addSubcommand(new Up(invocation))
                .addSubcommand(new Serve(invocation))
                .addSubcommand(new CheckStore(invocation))
                .addSubcommand(new RotateReceiptKey(invocation))
                .addSubcommand(new SignUp(invocation))
                .addSubcommand(new LogIn(invocation))
                .addSubcommand(new LogOut(invocation))
                .addSubcommand(new WhoAmI(invocation))
                .addSubcommand(new Put(invocation))
                .addSubcommand(new Get(invocation))
                .addSubcommand(new GetReceipt(invocation))
                .addSubcommand(new Verify(invocation))
                .addSubcommand(new Ls(invocation))
                .addSubcommand(new Mkdir(invocation))
                .addSubcommand(new Mv(invocation))
                .addSubcommand(new Rm(invocation))
                .addSubcommand(TrashCommand.of(invocation))
                .addSubcommand(new ListUploads(invocation))
                .addSubcommand(new Abort(invocation))
                .addSubcommand(new Completion(invocation));
        commands.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().mixinStandardHelpOptions(true));
        return commands.registerConverter(Conflict.class, Main::conflict);
    }

    private static Conflict conflict(String text) {
        for (Conflict conflict : Conflict.values()) {
            if (conflict.toString().equals(text.toLowerCase(Locale.ROOT))) {
                return conflict;
            }
        }
        throw new TypeConversionException("expected fail, rename or replace, not '" + text + "'");
    }

    private static int wrongUsage(ParameterException e, Environment environment) {
        CommandLine command = e.getCommandLine();
        environment.err().println("cloudstore: " + Words.shown(String.valueOf(e.getMessage())));
        CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
        environment.err().println("  Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private static int failed(Exception e, Invocation invocation) {
        Environment environment = invocation.environment();
        if (e instanceof InterruptedException) {
            environment.err().println("cloudstore: interrupted");
            return ExitCode.INTERRUPTED;
        }
        Failures.Told told = Failures.of(e, invocation);
        Failures.print(told, environment);
        if (environment.variable("CLOUDSTORE_DEBUG").isPresent()) {
            e.printStackTrace(environment.err());
        }
        return told.exitCode();
    }

    /** Without a command: how to use it. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    /** Prints what a shell needs to complete commands and options. */
    @Command(
            name = "completion",
            description = "Print shell completion for bash and zsh: source <(cloudstore completion)")
    static final class Completion implements Callable<Integer> {
        private final Invocation invocation;

        @Spec
        @SuppressWarnings("NullAway.Init") // Set by picocli before any command runs.
        private CommandSpec spec;

        Completion(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public Integer call() {
            invocation.print(AutoComplete.bash("cloudstore", spec.root().commandLine()));
            return ExitCode.OK;
        }
    }
}
