package io.cloudstore.sam;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The engines of compose.yaml, as this process reaches them. Their names and ports come from the same environment. */
final class SamEngines {
    /** LocalStack takes any key. */
    static final AwsCredentialsProvider ANYBODY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

    private static final Path PASSWORD =
            Path.of("target", "engines", "secrets", "mysql-password").toAbsolutePath();

    private SamEngines() {}

    /** What keeps Docker or the engines from being used here; empty if nothing does. */
    static Optional<String> missing() {
        try {
            Command.run(Duration.ofSeconds(20), Map.of(), List.of("docker", "network", "inspect", network()))
                    .succeeded();
            sql("SELECT 1");
            return Optional.empty();
        } catch (AssertionError absent) {
            return Optional.of("Docker does not answer, or has no network \"" + network()
                    + "\". With Docker there, bring the engines up: localstack/engines/up");
        } catch (SQLException silent) {
            return Optional.of("MySQL does not answer on port " + mysqlPort() + " (" + silent.getMessage()
                    + "). Bring the engines up: localstack/engines/up");
        }
    }

    /** The Docker network that they and the functions are in. */
    static String network() {
        return setting("CLOUDSTORE_ENGINES", "cloudstore");
    }

    /** Where LocalStack answers. */
    static URI localStack() {
        return URI.create("http://localhost:" + setting("CLOUDSTORE_LOCALSTACK_PORT", "4566"));
    }

    /** Runs a statement of SQL as the functions' own user, who may do anything to databases {@code cloudstore_…}. */
    static void sql(String statement) throws SQLException {
        var user = new Properties();
        user.setProperty("user", "cloudstore");
        user.setProperty("password", Command.text(PASSWORD));
        try (Connection connection = DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + mysqlPort() + "/", user);
                Statement once = connection.createStatement()) {
            once.execute(statement);
        }
    }

    private static String mysqlPort() {
        return setting("CLOUDSTORE_MYSQL_PORT", "8786");
    }

    private static String setting(String name, String otherwise) {
        String value = System.getenv().getOrDefault(name, "");
        return value.isEmpty() ? otherwise : value;
    }
}
