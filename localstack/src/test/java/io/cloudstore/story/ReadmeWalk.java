package io.cloudstore.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The README's walk with curl and openssl: its very text, but as somebody new. */
public final class ReadmeWalk {
    private static final Pattern WALK = Pattern.compile("<!-- walk[^\\n]*-->\\n```sh\\n(.*?)```", Pattern.DOTALL);

    private ReadmeWalk() {}

    /** Types the walk in an empty folder, and sees that it gets to its end. */
    public static void runs(URI api, Path folder) throws IOException, InterruptedException {
        Path output = folder.resolve("walk.log");
        var shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", walk())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        shell.environment().put("API", api.toString());
        Process running = shell.start();

        assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output)).endsWith("the same bytes came back\n");
        assertThat(folder.resolve("back.txt")).hasSameBinaryContentAs(folder.resolve("hello.txt"));
    }

    private static String walk() throws IOException {
        Matcher walk = WALK.matcher(Files.readString(Path.of("..", "README.md")));
        assertThat(walk.find()).isTrue();
        return walk.group(1).replace("\"walker\"", "\"walker-" + UUID.randomUUID() + "\"");
    }
}
