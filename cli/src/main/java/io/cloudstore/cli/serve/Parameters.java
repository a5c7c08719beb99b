package io.cloudstore.cli.serve;

import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.gateway.hosting.CannotStart;
import io.cloudstore.gateway.template.ParametersFile;
import io.cloudstore.gateway.template.TemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The template's parameters as they were typed. */
final class Parameters {
    private Parameters() {}

    /**
     * The values by name: those of files in their order, then single ones.
     *
     * @throws CommandFailure for a file that can't be read, or a single one that isn't {@code NAME=VALUE}
     */
    static Map<String, String> given(List<Path> files, List<String> single) {
        Map<String, String> values = new HashMap<>();
        files.forEach(file -> values.putAll(read(file)));
        single.forEach(parameter -> {
            int equals = parameter.indexOf('=');
            if (equals < 1) { // perhaps a value without its name, so it isn't said again
                throw new CommandFailure(ExitCode.USAGE, "--parameter takes NAME=VALUE", "");
            }
            values.put(parameter.substring(0, equals), parameter.substring(equals + 1));
        });
        return values;
    }

    /** What is done with them. */
    interface Use<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * What {@code use} comes to.
     *
     * @throws CommandFailure with the sentence that says what is wrong with them, or with what they lead to
     */
    static <T, E extends Exception> T used(Use<T, E> use) throws E {
        try {
            return use.run();
        } catch (TemplateException e) {
            throw CommandFailure.ofLines(
                    ExitCode.USAGE, String.valueOf(e.getMessage()), "template.yaml says which parameters there are.");
        } catch (CannotStart e) {
            throw CommandFailure.ofLines(ExitCode.FAILURE, String.valueOf(e.getMessage()), "");
        }
    }

    private static Map<String, String> read(Path file) {
        try {
            return ParametersFile.read(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--parameters: " + file + (Files.exists(file) ? " can't be read" : " isn't there"),
                    "");
        } catch (TemplateException e) {
            throw CommandFailure.ofLines(ExitCode.USAGE, String.valueOf(e.getMessage()), "Write lines of Name: value.");
        }
    }
}
