package io.cloudstore.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's walk with curl and openssl works typed as it stands: this runs its very text. */
@OnTheStack
class ReadmeWalkTest {
    private static final Pattern WALK = Pattern.compile("<!-- walk[^\\n]*-->\\n```sh\\n(.*?)```", Pattern.DOTALL);

    @Test
    void the_walk_with_curl_and_openssl_works_as_it_is_written(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("walk.log");
        var shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", walk())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        shell.environment().put("API", Stack.current().api().toString());
        Process running = shell.start();

        assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output)).endsWith("the same bytes came back\n");
        assertThat(folder.resolve("back.txt")).hasSameBinaryContentAs(folder.resolve("hello.txt"));
    }

    private static String walk() throws IOException {
        Matcher walk = WALK.matcher(Files.readString(Path.of("..", "README.md")));
        assertThat(walk.find()).isTrue();
        return walk.group(1);
    }
}
