package io.cloudstore.cli.context;

import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import java.net.URI;
import java.util.regex.Pattern;

/** The address of a server as people type it. */
final class ServerAddress {
    /** A host, which is no number, perhaps with a port and a path. */
    private static final Pattern WITHOUT_SCHEME = Pattern.compile(
            "((?![0-9]+(?:[:/]|$))[A-Za-z0-9][A-Za-z0-9.-]*|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?(/[^?#]*)?");

    private static final Pattern THIS_MACHINE =
            Pattern.compile("(.+\\.)?localhost\\.?|127(\\.[0-9]{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

    private ServerAddress() {}

    /**
     * The address that {@code text} names, without slashes at its end. What names no scheme is taken for http on this
     * machine, where {@code up} speaks nothing else, and for https elsewhere: a password must not go over a network in the
     * clear because seven letters were left out.
     *
     * @throws CommandFailure if it names none
     */
    static URI of(String text) {
        String address = text.replaceAll("/+$", "");
        var bare = WITHOUT_SCHEME.matcher(address);
        if (bare.matches()) {
            address = (THIS_MACHINE.matcher(bare.group(1)).matches() ? "http://" : "https://") + address;
        }
        try {
            URI url = URI.create(address);
            if (url.getHost() != null
                    && address.matches("https?://.*")
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && url.getPort() <= 65_535) {
                return url;
            }
        } catch (IllegalArgumentException malformed) {
            // refused below, with the text that was typed
        }
        throw new CommandFailure(
                ExitCode.USAGE,
                "\"" + text + "\" is no server's address",
                "Write it as https://drive.example.org, or localhost:8780 for one on this machine.");
    }
}
