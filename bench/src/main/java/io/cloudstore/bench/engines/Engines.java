package io.cloudstore.bench.engines;

import io.cloudstore.bench.process.Child;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The engines that {@code localstack/engines/up} brought up, and the SAM CLI. Their names and ports come from the same
 * environment as the scripts'.
 *
 * @param root the repository
 * @param localStack where LocalStack answers
 * @param network the Docker network that the engines and functions are in
 * @param sam the SAM CLI
 */
public record Engines(Path root, URI localStack, String network, String sam) {
    /** LocalStack takes any key. */
    public static final AwsCredentialsProvider ANYBODY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

    private static final String UP = "Bring the engines up: localstack/engines/up";

    /**
     * Those of this machine, once they were seen to answer.
     *
     * @throws EngineMissing when one doesn't
     */
    public static Engines required(Path root) throws EngineMissing, InterruptedException {
        Engines engines = of(root, System.getenv());
        if (!engines.succeeds("docker", "network", "inspect", engines.network())) {
            throw new EngineMissing("Docker does not answer, or has no network \"" + engines.network() + "\". " + UP);
        }
        if (!engines.localStackAnswers()) {
            throw new EngineMissing("Nothing answers at " + engines.localStack() + ". " + UP);
        }
        if (!engines.succeeds(engines.sam(), "--version")) {
            throw new EngineMissing(
                    "The SAM CLI was not found: neither CLOUDSTORE_SAM nor the PATH names one. Install it:"
                            + " localstack/engines/install sam");
        }
        return engines;
    }

    /** Those that an environment names, or the scripts' defaults. */
    static Engines of(Path root, Map<String, String> environment) {
        return new Engines(
                root,
                URI.create("http://localhost:" + setting(environment, "CLOUDSTORE_LOCALSTACK_PORT", "4566")),
                setting(environment, "CLOUDSTORE_ENGINES", "cloudstore"),
                setting(environment, "CLOUDSTORE_SAM", "sam"));
    }

    private static String setting(Map<String, String> environment, String name, String otherwise) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty() ? otherwise : value;
    }

    /** Runs a script of the repository, by its path in it, and returns what it printed. */
    public String script(String path, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(root.resolve(path).toString()));
        command.addAll(List.of(words));
        return Child.run(root, command, environment());
    }

    /** Runs a program in the repository's folder, and returns what it printed. */
    public String run(String... words) throws IOException, InterruptedException {
        return Child.run(root, List.of(words), environment());
    }

    /** What programs get of an environment: this process's, without the SAM CLI's account of what people do with it. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("SAM_CLI_TELEMETRY", "0");
        return environment;
    }

    private boolean succeeds(String... words) throws InterruptedException {
        try {
            run(words);
            return true;
        } catch (IOException | IllegalStateException absent) {
            return false;
        }
    }

    private boolean localStackAnswers() throws InterruptedException {
        HttpRequest health = HttpRequest.newBuilder(localStack.resolve("/_localstack/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(health, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException silent) {
            return false;
        }
    }
}
