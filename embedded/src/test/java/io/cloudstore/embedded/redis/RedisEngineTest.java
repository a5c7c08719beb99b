package io.cloudstore.embedded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloudstore.embedded.folder.DataFolder;
import io.cloudstore.embedded.folder.EnginePrograms;
import io.cloudstore.embedded.folder.OwnerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

class RedisEngineTest {
    private static final String PASSWORD = "sesame1";

    @TempDir
    Path parent;

    @Test
    void it_answers_with_the_password_only_and_gives_room_by_time_to_live() {
        try (DataFolder folder = open();
                RedisEngine engine = start(folder);
                Jedis client = new Jedis(engine.uri())) {
            assertThatThrownBy(client::ping)
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageContaining("NOAUTH");
            client.auth(PASSWORD);
            assertThat(client.ping()).isEqualTo("PONG");
            assertThat(client.configGet("maxmemory-policy")).containsValue("volatile-ttl");
            assertThat(client.configGet("bind")).containsValue("127.0.0.1");
        }
    }

    @Test
    void the_password_is_in_no_command_line() throws Exception {
        try (DataFolder folder = open();
                RedisEngine engine = start(folder)) {
            ProcessHandle.Info info =
                    ProcessHandle.of(engine.pid()).orElseThrow().info();
            assertThat(info.commandLine())
                    .hasValueSatisfying(line -> assertThat(line).doesNotContain(PASSWORD));
        }
    }

    @Test
    void keys_are_there_after_a_stop_and_a_start() {
        try (DataFolder folder = open()) {
            try (RedisEngine engine = start(folder)) {
                set(engine);
            }
            try (RedisEngine engine = start(folder)) {
                assertThat(get(engine)).isEqualTo("value");
            }
        }
    }

    @Test
    void a_key_older_than_a_second_survives_the_kill_of_the_owner_and_the_engine_left_over_is_ended() throws Exception {
        try (OwnerProcess owner =
                OwnerProcess.run(Owner.class, parent.resolve("data").toString())) {
            ProcessHandle left = ProcessHandle.of(Long.parseLong(owner.line())).orElseThrow();
            owner.kill();
            assertThat(left.isAlive()).isTrue();
            try (DataFolder folder = open();
                    RedisEngine engine = start(folder)) {
                assertThat(left.isAlive()).isFalse();
                assertThat(get(engine)).isEqualTo("value");
            }
        }
    }

    @Test
    void it_starts_again_after_its_own_kill() throws Exception {
        try (DataFolder folder = open()) {
            RedisEngine killed = start(folder);
            set(killed);
            ProcessHandle process = ProcessHandle.of(killed.pid()).orElseThrow();
            process.destroyForcibly();
            await().atMost(Duration.ofSeconds(10)).until(() -> !process.isAlive());
            killed.close();
            try (RedisEngine engine = start(folder);
                    Jedis client = client(engine)) {
                assertThat(client.ping()).isEqualTo("PONG");
            }
        }
    }

    private DataFolder open() {
        return DataFolder.open(parent.resolve("data"), OptionalInt.of(0));
    }

    private static RedisEngine start(DataFolder folder) {
        return RedisEngine.start(folder, EnginePrograms.ofThisUser(), PASSWORD);
    }

    private static Jedis client(RedisEngine engine) {
        Jedis client = new Jedis(engine.uri());
        client.auth(PASSWORD);
        return client;
    }

    private static void set(RedisEngine engine) {
        try (Jedis client = client(engine)) {
            client.set("key", "value");
        }
    }

    private static String get(RedisEngine engine) {
        try (Jedis client = client(engine)) {
            return client.get("key");
        }
    }

    /** Sets one key, says the engine's process id, and waits for its end. */
    static final class Owner {
        public static void main(String... arguments) {
            DataFolder folder = DataFolder.open(Path.of(arguments[0]), OptionalInt.of(0));
            RedisEngine engine = start(folder);
            set(engine);
            System.out.println(engine.pid());
            OwnerProcess.waitToBeKilled();
        }
    }
}
