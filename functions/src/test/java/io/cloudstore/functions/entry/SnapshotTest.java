package io.cloudstore.functions.entry;

import static io.cloudstore.functions.entry.Events.ask;
import static io.cloudstore.functions.entry.Events.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The hooks around a SnapStart snapshot, called by hand; where all engines are, see localstack. */
class SnapshotTest {
    /** A region that is out must not keep a version from being published. */
    @ParameterizedTest
    @MethodSource("io.cloudstore.functions.entry.HandlerStartTest#handlers")
    void a_function_is_primed_taken_apart_and_wired_anew_though_nothing_can_be_reached(
            String name, Function<Map<String, String>, LambdaHandler> maker) throws Exception {
        try (LambdaHandler handler = maker.apply(Environment.all())) {
            RewiredFunction function = OneFunction.requireStarted(name).function();
            RewiredFunction.Wired before = function.current();

            handler.snapshot().beforeCheckpoint(null);
            handler.snapshot().afterRestore(null);
            RewiredFunction.Wired first = function.current();
            handler.snapshot().afterRestore(null);
            RewiredFunction.Wired second = function.current();

            assertThat(first).isNotSameAs(before);
            assertThat(second.functions()).isNotSameAs(first.functions());
            assertThat(second.function()).isNotSameAs(first.function());
        }
    }

    @Test
    void a_restored_function_answers() throws Exception {
        try (var login = new LoginHandler(Environment.all())) {
            login.snapshot().beforeCheckpoint(null);
            login.snapshot().afterRestore(null);

            assertThat(ask(login, read("login-health")).path("statusCode").asInt())
                    .isEqualTo(200);
        }
    }
}
