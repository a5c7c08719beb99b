package io.cloudstore.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The README's walk with curl and openssl: its very text. */
public final class ReadmeWalk {
    private static final Pattern WALK = Pattern.compile("<!-- walk[^\\n]*-->\\n```sh\\n(.*?)```", Pattern.DOTALL);
    private static final String END = "the same bytes came back\n";
    /** Nothing answers there. */
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    private ReadmeWalk() {}

    /**
     * Types the walk twice, and sees that it gets to its end each time; then once more with the cloud gone, and sees that it
     * doesn't take what came back before for what it fetched.
     */
    public static void runs(URI api, Path folder) throws IOException, InterruptedException {
        for (int time = 1; time <= 2; time++) {
            String output = typed("-euo", api, folder);
            assertThat(output).as(output).endsWith(END);
            assertThat(folders(folder)).hasSize(time);
        }
        for (Path each : folders(folder)) {
            assertThat(each.resolve("back.txt")).hasSameBinaryContentAs(each.resolve("hello.txt"));
        }
        assertThat(typed("-uo", NOWHERE, folder)).doesNotContain(END);
    }

    /** What bash with {@code options} prints; the walk makes its folder in {@code folder}, and starts where others ended. */
    private static String typed(String options, URI api, Path folder) throws IOException, InterruptedException {
        Path output = Files.createTempFile("walk", ".log");
        Path here = folders(folder).stream().findAny().orElse(folder);
        try {
            var shell = new ProcessBuilder("bash", options, "pipefail", "-c", walk())
                    .directory(here.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            shell.environment().put("API", api.toString());
            shell.environment().put("TMPDIR", folder.toString());
            assertThat(shell.start().waitFor(60, TimeUnit.SECONDS)).isTrue();
            return Files.readString(output);
        } finally {
            Files.delete(output);
        }
    }

    private static List<Path> folders(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    private static String walk() throws IOException {
        Matcher walk = WALK.matcher(Files.readString(Path.of("..", "README.md")));
        assertThat(walk.find()).isTrue();
        return walk.group(1);
    }
}
