package io.cloudstore.functions.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.functions.MovedClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @TempDir
    private Path folder;

    private final MovedClock clock = new MovedClock();
    private final Secrets secrets = Secrets.in("eu-central-1", Optional.empty(), clock);

    @ParameterizedTest
    @ValueSource(strings = {"s3cret", "s3cret\n", "s3cret\r\n"})
    void a_file_is_read_without_its_last_newline(String text) throws Exception {
        assertThat(secrets.resolve(file(text))).isEqualTo("s3cret");
    }

    @Test
    void only_one_newline_is_cut_and_nothing_else() throws Exception {
        assertThat(secrets.resolve(file(" a b \n\n"))).isEqualTo(" a b \n");
        assertThat(secrets.resolve(file(""))).isEmpty();
    }

    @Test
    void a_plain_reference_is_its_own_value() {
        assertThat(secrets.resolve("plain:a:b")).isEqualTo("a:b");
    }

    @Test
    void only_what_lies_in_a_file_or_in_the_reference_itself_is_at_hand() {
        assertThat(List.of("file:/a", "plain:a")).allMatch(Secrets::isAtHand);
        assertThat(List.of("ssm:/a", "secret:a", "", "a")).noneMatch(Secrets::isAtHand);
    }

    @Test
    void a_rotated_secret_is_in_force_after_five_minutes_and_not_read_before() throws Exception {
        String reference = file("old");
        assertThat(secrets.resolve(reference)).isEqualTo("old");
        Files.writeString(path(reference), "new");
        clock.move(Secrets.LIFE.minusMillis(1));
        assertThat(secrets.resolve(reference)).isEqualTo("old");
        clock.move(Duration.ofMillis(1));
        assertThat(secrets.following(reference).get()).isEqualTo("new");
    }

    @Test
    void a_forgotten_secret_is_read_at_once() throws Exception {
        String reference = file("old");
        secrets.resolve(reference);
        Files.writeString(path(reference), "new");
        secrets.forget(reference);
        assertThat(secrets.resolve(reference)).isEqualTo("new");
    }

    @Test
    void while_it_cannot_be_read_again_the_value_known_stays_in_use() throws Exception {
        String reference = file("known");
        secrets.resolve(reference);
        Files.delete(path(reference));
        clock.move(Secrets.LIFE);
        assertThat(secrets.resolve(reference)).isEqualTo("known");
        Files.writeString(path(reference), "back");
        assertThat(secrets.resolve(reference)).isEqualTo("known");
        clock.move(Secrets.RETRY);
        assertThat(secrets.resolve(reference)).isEqualTo("back");
    }

    @Test
    void a_failure_names_the_reference() {
        String missing = "file:" + folder.resolve("missing");
        assertThatThrownBy(() -> secrets.resolve(missing))
                .isInstanceOf(SecretUnavailable.class)
                .hasMessageContaining(missing);
    }

    @Test
    void a_secret_set_in_place_of_a_reference_is_not_shown() {
        assertThatThrownBy(() -> secrets.resolve("hunter2-the-password"))
                .isInstanceOf(SecretUnavailable.class)
                .hasMessageContaining("file:")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> secrets.resolve("")).isInstanceOf(SecretUnavailable.class);
    }

    @Test
    void a_cached_value_is_read_once_by_many() throws Exception {
        var reads = new AtomicInteger();
        var counted = new Secrets(
                new KeepSecret() {
                    @Override
                    public String read(String reference) {
                        reads.incrementAndGet();
                        return "value";
                    }

                    @Override
                    public void make(String reference, String value) {
                        throw new AssertionError();
                    }

                    @Override
                    public void replace(String reference, String value) {
                        throw new AssertionError();
                    }

                    @Override
                    public void close() {}
                },
                clock);
        try (var people = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                people.execute(() -> counted.resolve("ssm:/cloudstore/key"));
            }
        }
        assertThat(reads).hasValue(1);
    }

    @Test
    void what_is_missing_is_made_once_and_never_over_what_is_there() {
        var store = new HashMap<String, String>();
        try (var made = new Secrets(new Parameters(store), clock)) {
            assertThat(made.make("ssm:/key", () -> "first")).isEqualTo("first");
            assertThat(made.make("ssm:/key", () -> "second")).isEqualTo("first");
        }
        try (var later = new Secrets(new Parameters(store), clock)) {
            assertThat(later.make("ssm:/key", () -> "third")).isEqualTo("first");
        }
        assertThat(store).containsExactly(Map.entry("ssm:/key", "first"));
    }

    @Test
    void whoever_loses_the_race_to_make_a_secret_gets_the_winner_s() {
        var store = new HashMap<String, String>();
        try (var loser = new Secrets(new Parameters(store), clock)) {
            String made = loser.make("ssm:/key", () -> {
                store.put("ssm:/key", "the winner's");
                return "the loser's";
            });
            assertThat(made).isEqualTo("the winner's");
        }
    }

    @Test
    void what_is_replaced_is_the_new_value_at_once() {
        try (var rotating = new Secrets(new Parameters(new HashMap<>(Map.of("ssm:/key", "old"))), clock)) {
            assertThat(rotating.resolve("ssm:/key")).isEqualTo("old");
            rotating.replace("ssm:/key", "new");
            assertThat(rotating.resolve("ssm:/key")).isEqualTo("new");
        }
    }

    @Test
    void nothing_but_a_parameter_is_ever_written() {
        String missing = "file:" + folder.resolve("missing");
        assertThat(Secrets.canMake(missing)).isFalse();
        assertThat(Secrets.canMake("ssm:/key")).isTrue();
        assertThatThrownBy(() -> secrets.make(missing, () -> "value")).isInstanceOf(SecretUnavailable.class);
        assertThatThrownBy(() -> secrets.replace(missing, "value")).isInstanceOf(SecretUnavailable.class);
        assertThat(folder.resolve("missing")).doesNotExist();
    }

    private String file(String text) throws Exception {
        return "file:" + Files.writeString(Files.createTempFile(folder, "secret", ""), text);
    }

    private static Path path(String reference) {
        return Path.of(reference.substring("file:".length()));
    }

    /** Parameter Store, as far as it matters here. */
    private record Parameters(Map<String, String> store) implements KeepSecret {
        @Override
        public String read(String reference) {
            String value = store.get(reference);
            if (value == null) {
                throw new SecretUnavailable(reference, "there is none");
            }
            return value;
        }

        @Override
        public void make(String reference, String value) {
            store.putIfAbsent(reference, value);
        }

        @Override
        public void replace(String reference, String value) {
            store.put(reference, value);
        }

        @Override
        public void close() {}
    }
}
