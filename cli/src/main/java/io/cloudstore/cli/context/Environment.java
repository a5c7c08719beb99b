package io.cloudstore.cli.context;

import io.cloudstore.client.settings.ClientSettings;
import java.io.Console;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The process around a command, or what a test puts in its place.
 *
 * @param variables the environment variables
 * @param home the person's home folder
 * @param in what is read with {@code --password-stdin}
 * @param out results
 * @param err progress and errors
 * @param columns width of the terminal that {@code err} goes to; 0 when it is none
 * @param passwords asks the person for a password
 * @param nanoTime the clock for speeds and times
 * @param settings changes the client's settings
 */
public record Environment(
        Map<String, String> variables,
        Path home,
        InputStream in,
        PrintStream out,
        PrintStream err,
        int columns,
        PasswordPrompt passwords,
        LongSupplier nanoTime,
        UnaryOperator<ClientSettings> settings) {

    /** Asks for a password without showing it. */
    @FunctionalInterface
    public interface PasswordPrompt {
        /** What the person typed after {@code prompt}; empty when there is nobody to ask. */
        Optional<String> ask(String prompt);
    }

    /** This process. */
    public static Environment ofProcess() {
        Map<String, String> variables = System.getenv();
        return new Environment(
                variables,
                home(variables),
                System.in,
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                columns(variables),
                Environment::askOnConsole,
                System::nanoTime,
                UnaryOperator.identity());
    }

    /**
     * The home folder that the person's other programs use: Java looks it up in the list of users, and takes no notice of
     * {@code HOME}. On Windows that variable is no custom.
     */
    static Path home(Map<String, String> variables) {
        String home = variables.getOrDefault("HOME", "");
        return File.separatorChar == '/' && home.startsWith("/")
                ? Path.of(home)
                : Path.of(System.getProperty("user.home"));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** The launcher knows whether stderr is a terminal and how wide; Java can only tell for stdin and stdout. */
    private static int columns(Map<String, String> variables) {
        String told = variables.get("CLOUDSTORE_COLUMNS");
        if (told != null) {
            return told.matches("[0-9]{1,4}") ? Integer.parseInt(told) : 0;
        }
        Console console = System.console();
        return console != null && console.isTerminal() ? 80 : 0;
    }

    private static Optional<String> askOnConsole(String prompt) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            return Optional.empty();
        }
        return Optional.ofNullable(console.readPassword("%s", prompt)).map(String::new);
    }

    /** A variable's value, if it is set to something. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    /** Whether {@code err} is a terminal. */
    public boolean isTerminal() {
        return columns > 0;
    }

    /** Where this person's configuration of Cloudstore is (XDG Base Directory Specification). */
    public Path configFolder() {
        return variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(home.resolve(".config"))
                .resolve("cloudstore");
    }

    /** The data folder of the whole cloud: the one that was chosen, that of {@code CLOUDSTORE_DATA}, or the person's. */
    public Path cloudFolder(@Nullable Path chosen) {
        return (chosen != null
                        ? chosen
                        : variable("CLOUDSTORE_DATA").map(Path::of).orElse(dataFolder()))
                .toAbsolutePath()
                .normalize();
    }

    /** Where this person's data is (XDG Base Directory Specification). */
    public Path dataFolder() {
        return variable("XDG_DATA_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(home.resolve(".local").resolve("share"))
                .resolve("cloudstore");
    }
}
