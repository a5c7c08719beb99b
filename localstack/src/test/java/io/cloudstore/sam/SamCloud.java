package io.cloudstore.sam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The functions, built once, and around them buckets, queues and an empty database of this run's own. Everything else is
 * as the repository's env.json and samconfig.toml have it.
 */
final class SamCloud {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration BUILD = Duration.ofMinutes(10);

    private static final class Started {
        static final SamCloud CLOUD = new SamCloud();
    }

    private final String name = "cloudstore-sam-"
            + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    private final Path environment = Command.SCRATCH.resolve("env.json");

    private final FutureTask<JsonNode> migration =
            new FutureTask<>(() -> invoke("MigrateFunction", SampleEvent.named("migrate")));

    private SamCloud() {
        try {
            Files.createDirectories(Command.SCRATCH);
            String database = name.replace('-', '_');
            String ours = Files.readString(Command.ROOT.resolve("env.json"))
                    .replace("cloudstore-sam", name)
                    .replace("/cloudstore\"", "/" + database + "\"")
                    .replace("http://localhost:4566", SamEngines.localStack().toString());
            Files.writeString(environment, ours);
            SamEngines.sql("CREATE DATABASE " + database);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> drop(database), "drop-database"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Command.run(
                        Duration.ofMinutes(1),
                        Map.of("CLOUDSTORE_SAM_NAME", name),
                        List.of(Command.ROOT.resolve("localstack/sam/prepare").toString()))
                .succeeded();
        Command.run(BUILD, SamCli.ENVIRONMENT, SamCli.command(List.of("build"))).succeeded();
    }

    /** The one cloud of this process; the first caller builds it. */
    static SamCloud started() {
        return Started.CLOUD;
    }

    /** The name of a bucket or queue, by the end that it has in every run. */
    String named(String end) {
        return name + "-" + end;
    }

    /** Words for a {@code sam local} command, with the options that make it use this run's own. */
    List<String> local(String... words) {
        List<String> command = new ArrayList<>(List.of("local"));
        command.addAll(List.of(words));
        command.addAll(List.of(
                "--env-vars",
                environment.toString(),
                "--docker-network",
                SamEngines.network(),
                "--region",
                "us-east-1"));
        return command;
    }

    /**
     * Invokes a function in a container made for it.
     *
     * @return its answer, which is all that goes to the standard output
     * @throws AssertionError if that is no JSON, or says that the function failed
     */
    JsonNode invoke(String function, SampleEvent event) {
        Path file = event.write(Command.SCRATCH);
        Command.Output output = SamCli.run(local("invoke", function, "--event", file.toString()));
        try {
            JsonNode answer = JSON.readTree(output.out());
            if (answer.has("errorMessage")) {
                throw new AssertionError(function + " failed\n" + output.all());
            }
            return answer;
        } catch (JacksonException noJson) {
            throw new AssertionError(function + " gave no answer\n" + output.all(), noJson);
        }
    }

    /** Brings the schema up to date, once; the keys of tokens are made with it. */
    void migrated() {
        migration.run();
        if (migration.state() != Future.State.SUCCESS) {
            throw new AssertionError("the migration failed", migration.exceptionNow());
        }
    }

    /** A running {@code sam local start-…}, once it answers. */
    RunningSam start(String command, String... options) {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(options));
        return RunningSam.start(port -> {
            words.addAll(List.of("--host", "127.0.0.1", "--port", String.valueOf(port)));
            return SamCli.command(local(words.toArray(String[]::new)));
        });
    }

    private static void drop(String database) {
        try {
            SamEngines.sql("DROP DATABASE " + database);
        } catch (SQLException left) {
            System.err.println("database " + database + " stays: " + left.getMessage());
        }
    }
}
