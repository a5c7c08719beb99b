package io.cloudstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a tree of its own with a Maven and JDKs that only say how they were called. */
class LauncherTest {
    @TempDir
    Path temp;

    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private Path root;
    private Path tools;

    @BeforeEach
    void makeTree() throws IOException {
        root = Files.createDirectories(temp.resolve("a tree with spaces"));
        tools = Files.createDirectories(temp.resolve("tools"));
        Files.copy(launcher(), root.resolve("cloudstore"));
        Files.writeString(root.resolve("pom.xml"), "");
        Files.createDirectories(root.resolve("cli/src/main/java"));
        Files.writeString(root.resolve("cli/pom.xml"), "");
        script(tools.resolve("mvn"), """
                echo "$PWD: $*" >> "$MAVEN_CALLS"
                case " $* " in *" package "*)
                  sleep 0.3
                  mkdir -p cli/target/lib
                  touch cli/target/cli-0.1.0.jar
                  echo built >> built ;;
                esac
                """);
        jdk("jdk-25", "25.0.3");
        age(root);
    }

    @Test
    void it_builds_what_is_missing_says_so_and_passes_on_what_was_typed() throws Exception {
        Ran ran = run(root.resolve("cloudstore"), "put", "报告 \"2026\" ; a.pdf", "--to", "");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).contains("building").contains("built in");
        assertThat(ran.out())
                .startsWith("jdk-25\n")
                .endsWith("io.cloudstore.cli.Main\nput\n报告 \"2026\" ; a.pdf\n--to\n\n");
    }

    @Test
    void a_java_home_that_is_too_old_is_passed_over() throws Exception {
        jdk("jdk-25", "17.0.1");
        Ran ran = run(root.resolve("cloudstore"), "ls");
        assertThat(ran.out()).doesNotContain("jdk-25\n");
    }

    @Test
    void what_is_built_and_unchanged_is_not_built_again() throws Exception {
        run(root.resolve("cloudstore"), "ls");
        assertThat(run(root.resolve("cloudstore"), "ls").err()).isEmpty();
        Files.writeString(root.resolve("cli/src/main/java/New.java"), "");
        assertThat(run(root.resolve("cloudstore"), "ls").err()).contains("building");
        assertThat(run(root.resolve("cloudstore"), "ls").err()).isEmpty();
    }

    @Test
    void two_at_once_build_once() throws Exception {
        List<Process> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(start(root.resolve("cloudstore"), temp.resolve("out" + i), temp.resolve("err" + i), "ls"));
        }
        for (Process each : both) {
            assertThat(each.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(each.exitValue()).isZero();
        }
        assertThat(Files.readAllLines(root.resolve("built"))).hasSize(1);
    }

    @Test
    void it_finds_its_tree_through_symbolic_links() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("link"), root.resolve("cloudstore"));
        Path relative = Files.createSymbolicLink(temp.resolve("relative"), Path.of("link"));
        assertThat(run(relative, "ls").out())
                .contains(link.resolveSibling("a tree with spaces") + "/cli/target/cli-0.1.0.jar");
    }

    @Test
    void test_hands_everything_to_maven_in_the_tree() throws Exception {
        assertThat(run(root.resolve("cloudstore"), "test", "-pl", "cli").exitCode())
                .isZero();
        assertThat(Files.readString(temp.resolve("calls")).strip()).isEqualTo(root + ": -B verify -pl cli");
    }

    @Test
    void a_build_that_fails_ends_it_and_names_the_log() throws Exception {
        script(tools.resolve("mvn"), "echo broken; exit 1\n");
        Ran ran = run(root.resolve("cloudstore"), "ls");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("broken").contains("build.log");
    }

    @Test
    void home_is_for_java_where_its_variable_says_and_may_be_missing() throws Exception {
        environment.put("HOME", "/home of/somebody");
        assertThat(run(root.resolve("cloudstore"), "ls").out()).contains("\n-Duser.home=/home of/somebody\n");
        assertThat(run(root.resolve("cloudstore"), "bench").out()).contains("\n-Duser.home=/home of/somebody\n");
        environment.put("HOME", "not/absolute");
        assertThat(run(root.resolve("cloudstore"), "ls").out()).doesNotContain("user.home");
        environment.put("HOME", "");
        assertThat(run(root.resolve("cloudstore"), "ls").out()).doesNotContain("user.home");
        environment.remove("HOME");
        Ran ran = run(root.resolve("cloudstore"), "ls");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).doesNotContain("user.home");
    }

    @Test
    void jdk_prints_the_folder_of_the_jdk_and_nothing_else() throws Exception {
        Ran ran = run(root.resolve("cloudstore"), "jdk");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).isEqualTo(tools.resolve("jdk-25") + "\n");
        assertThat(root.resolve("built")).doesNotExist();
    }

    private record Ran(int exitCode, String out, String err) {}

    private Ran run(Path launcher, String... arguments) throws Exception {
        Path out = temp.resolve("out");
        Path err = temp.resolve("err");
        Process process = start(launcher, out, err, arguments);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Process start(Path launcher, Path out, Path err, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", tools.resolve("jdk-25").toString());
        builder.environment().put("MAVEN_CALLS", temp.resolve("calls").toString());
        return builder.directory(temp.toFile()).start();
    }

    private void jdk(String name, String version) throws IOException {
        Path home = tools.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), "echo " + name + "; printf '%s\\n' \"$@\"\n");
        script(home.resolve("bin/javac"), "");
    }

    private static void script(Path path, String body) throws IOException {
        Files.writeString(path, "#!/usr/bin/env bash\n" + body, StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Sources are older than a build that follows, also where the file system's times are coarse. */
    private static void age(Path tree) throws IOException {
        FileTime past = FileTime.from(Instant.now().minusSeconds(60));
        try (var paths = Files.walk(tree)) {
            for (Path path : paths.toList()) {
                Files.setLastModifiedTime(path, past);
            }
        }
    }

    private static Path launcher() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("cloudstore"))) {
                return folder.resolve("cloudstore");
            }
        }
        throw new IllegalStateException("there is no launcher above this folder");
    }
}
