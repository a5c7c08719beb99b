package io.cloudstore.functions.entry;

import static io.cloudstore.functions.entry.Events.ask;
import static io.cloudstore.functions.entry.Events.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The hooks around a SnapStart snapshot, called by hand; where all engines are, see localstack. */
class SnapshotTest {
    /** A handler, and the function that it started. */
    private record Started(LambdaHandler handler, RewiredFunction function) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            handler.close();
        }
    }

    /** One at a time: in a Lambda process one handler starts, and the catalog is found by that. */
    private static synchronized Started started(String name, Function<Map<String, String>, LambdaHandler> maker) {
        return new Started(
                maker.apply(Environment.all()), OneFunction.requireStarted(name).function());
    }

    /** A region that is out must not keep a version from being published. What can't be reached is waited for. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @MethodSource("io.cloudstore.functions.entry.HandlerStartTest#handlers")
    void a_function_is_primed_taken_apart_and_wired_anew_though_nothing_can_be_reached(
            String name, Function<Map<String, String>, LambdaHandler> maker) throws Exception {
        try (Started started = started(name, maker)) {
            LambdaHandler handler = started.handler();
            RewiredFunction function = started.function();
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
    @Execution(ExecutionMode.CONCURRENT)
    void a_restored_function_answers() throws Exception {
        try (Started started = started("login", LoginHandler::new)) {
            LambdaHandler login = started.handler();
            login.snapshot().beforeCheckpoint(null);
            login.snapshot().afterRestore(null);

            assertThat(ask(login, read("login-health")).path("statusCode").asInt())
                    .isEqualTo(200);
        }
    }
}
