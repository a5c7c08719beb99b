package io.cloudstore.cli.serve;

import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to listen.
 *
 * @param host a name or an address, one of IPv6 without its brackets
 * @param port 0: any free one
 */
record Listen(String host, int port) {
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^:\\[\\]\\s]+)):([0-9]{1,5})");
    private static final int LAST_PORT = 65_535;

    /** @throws CommandFailure when it isn't {@code HOST:PORT} */
    static Listen parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group(3)) > LAST_PORT) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--listen takes HOST:PORT, not \"" + text + "\"",
                    "Write it as 127.0.0.1:8780, 0.0.0.0:8780 or [::1]:8780.");
        }
        String v6 = form.group(1);
        return new Listen(v6 == null ? form.group(2) : v6, Integer.parseInt(form.group(3)));
    }
}
