package io.cloudstore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.embedded.folder.DataFolder;
import io.cloudstore.gateway.hosting.CannotStart;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database and a Redis that somebody else runs, in the place of the embedded ones. */
class OutsideEnginesTest {
    private static final String URL = "jdbc:mysql://db.example:3306/drive?connectTimeout=1000";

    private final FakeApplication application = new FakeApplication();
    private final List<String> parts = new CopyOnWriteArrayList<>();

    @TempDir
    Path parent;

    private Path mysqlPassword;
    private Path redisPassword;

    @BeforeEach
    void passwords() throws IOException {
        mysqlPassword = Files.writeString(parent.resolve("mysql-password"), "sesame\n");
        redisPassword = Files.writeString(parent.resolve("redis-password"), "mustard");
    }

    @Test
    void what_somebody_else_runs_is_not_started_and_its_passwords_are_references() throws Exception {
        EmbeddedSettings settings = settings()
                .with(new OutsideMySql(URL, "drive", mysqlPassword))
                .with(new OutsideRedis(URI.create("rediss://cache.example:6380"), Optional.of(redisPassword)));
        try (EmbeddedCloud cloud = start(settings)) {
            assertThat(parts).containsExactlyInAnyOrder("SQS", "S3", "schema", "gateway");
            Map<String, String> login = application.environments.get("LoginHandler");
            assertThat(login)
                    .containsEntry("CLOUDSTORE_DB_URL", URL)
                    .containsEntry("CLOUDSTORE_DB_USER", "drive")
                    .containsEntry("CLOUDSTORE_DB_PASSWORD", "file:" + mysqlPassword)
                    .containsEntry("CLOUDSTORE_REDIS_URL", "rediss://cache.example:6380")
                    .containsEntry("CLOUDSTORE_REDIS_PASSWORD", "file:" + redisPassword);
            assertThat(application.environments.get("MigrateHandler"))
                    .containsEntry("CLOUDSTORE_DB_USER", "drive")
                    .containsEntry("CLOUDSTORE_DB_PASSWORD", "file:" + mysqlPassword);
            assertThat(cloud.database()).isEqualTo(new Database(URL, "drive", "sesame"));
            assertThat(cloud.cache())
                    .isEqualTo(new Cache(URI.create("rediss://cache.example:6380"), Optional.of("mustard")));
        }
    }

    @Test
    void one_of_them_alone_leaves_the_other_embedded() throws Exception {
        try (EmbeddedCloud cloud = start(settings().with(new OutsideMySql(URL, "drive", mysqlPassword)))) {
            assertThat(parts).contains("Redis").doesNotContain("MySQL");
            try (ServerSocket engine = new ServerSocket()) {
                assertThatThrownBy(() -> engine.bind(new InetSocketAddress(
                                cloud.cache().uri().getHost(),
                                cloud.cache().uri().getPort())))
                        .isInstanceOf(BindException.class);
            }
        }
    }

    @Test
    void another_user_may_be_the_one_that_changes_the_schema() throws Exception {
        EmbeddedSettings settings = settings()
                .with(new OutsideMySql(URL, "drive", mysqlPassword))
                .with("MigrateUser", "owner")
                .with("MigratePassword", "file:" + redisPassword);
        try (EmbeddedCloud cloud = start(settings)) {
            assertThat(application.environments.get("MigrateHandler"))
                    .containsEntry("CLOUDSTORE_DB_USER", "owner")
                    .containsEntry("CLOUDSTORE_DB_PASSWORD", "file:" + redisPassword);
            assertThat(cloud.database().user()).isEqualTo("drive");
        }
    }

    @Test
    void a_database_that_refuses_is_a_start_that_fails_and_says_which_and_why() {
        application.migrationFailure =
                Optional.of(new IllegalStateException("wrapped", new IOException("no such host")));
        EmbeddedSettings settings = settings().with(new OutsideMySql(URL, "drive", mysqlPassword));

        assertThatThrownBy(() -> start(settings))
                .isInstanceOf(CannotStart.class)
                .hasMessage("The database at jdbc:mysql://db.example:3306/drive can't be brought to this version's"
                        + " schema: no such host");
        assertThat(application.closed).isTrue();
        DataFolder.open(parent.resolve("data"), OptionalInt.of(0)).close();
    }

    @Test
    void addresses_of_another_kind_are_refused_without_saying_them_again() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OutsideMySql("jdbc:postgresql://db/x?password=sesame", "drive", mysqlPassword))
                .withMessageNotContaining("sesame");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OutsideRedis(URI.create("redis://:sesame@cache:6379"), Optional.empty()))
                .withMessageNotContaining("sesame");
        assertThat(new OutsideMySql("jdbc:mysql://db/x?password=sesame", "drive", mysqlPassword).toString())
                .doesNotContain("sesame");
    }

    private EmbeddedSettings settings() {
        return EmbeddedSettings.in(parent.resolve("data")).onPort(0).withoutFsync();
    }

    private EmbeddedCloud start(EmbeddedSettings settings) throws InterruptedException {
        return EmbeddedCloud.start(settings, application, (part, took) -> parts.add(part));
    }
}
