package io.cloudstore.bench.cold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.bench.lambda.PlainHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handlers in processes of their own. */
class StartsTest {
    @TempDir
    private Path folder;

    private final Starts starts = new Starts(System.getProperty("java.class.path"));
    private Path event;

    @BeforeEach
    void write_an_event() throws IOException {
        event = Files.writeString(folder.resolve("event.json"), "{}");
    }

    @Test
    void hooks_that_a_handler_registered_are_called_as_snapstart_calls_them() throws IOException {
        Subject hooked = subject(HookedHandler.class);

        assertThat(starts.restored(hooked, RestoredAnswer.HOOKS).answer()).isEqualTo("200");
        assertThatThrownBy(() -> starts.restored(hooked, RestoredAnswer.NO_HOOKS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("500");
    }

    @Test
    void a_handler_without_hooks_is_measured_alike() throws IOException {
        Subject plain = subject(PlainHandler.class);

        double restored = leastOfThree(() -> starts.restored(plain, RestoredAnswer.HOOKS));
        double whole = leastOfThree(() -> starts.cold(plain));

        assertThat(restored).isPositive().isLessThan(whole);
    }

    @Test
    void a_start_without_the_cache_that_it_was_to_have_is_not_measured() {
        assertThatThrownBy(() -> starts.cached(subject(PlainHandler.class), folder.resolve("none.aot")))
                .isInstanceOf(IllegalStateException.class);
    }

    private interface Measurement {
        Starts.Start start() throws IOException;
    }

    /** In seconds: of three, one at least isn't held up by what else runs on the machine. */
    private static double leastOfThree(Measurement measurement) throws IOException {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            least = Math.min(least, measurement.start().seconds());
        }
        return least;
    }

    private Subject subject(Class<?> handler) {
        return new Subject("x", handler.getName(), event, Map.of());
    }
}
