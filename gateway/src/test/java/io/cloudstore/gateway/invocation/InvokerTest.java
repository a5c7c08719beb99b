package io.cloudstore.gateway.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class InvokerTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void where_nobody_has_called_it_is_quiet() throws Exception {
        try (var invoker = new Invoker()) {
            assertThat(waited(invoker, LONG)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void it_is_not_quiet_before_a_moment_has_passed_since_the_last_answer() throws Exception {
        try (var invoker = new Invoker()) {
            invoker.answer("f", Function.identity(), "event", LONG);
            assertThat(waited(invoker, LONG)).isBetween(Duration.ofMillis(60), Duration.ofSeconds(5));
        }
    }

    @Test
    void a_call_that_lasts_is_waited_for_no_longer_than_was_said() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (var invoker = new Invoker()) {
            CompletableFuture<Void> call = CompletableFuture.runAsync(() -> hold(invoker, called, goOn));
            called.await();
            assertThat(waited(invoker, Duration.ofMillis(300)))
                    .isBetween(Duration.ofMillis(290), Duration.ofSeconds(5));
            goOn.countDown();
            call.get();
        }
    }

    private static void hold(Invoker invoker, CountDownLatch called, CountDownLatch goOn) {
        try {
            invoker.answer(
                    "f",
                    event -> {
                        called.countDown();
                        try {
                            goOn.await();
                        } catch (InterruptedException stopped) {
                            throw new IllegalStateException(stopped);
                        }
                        return event;
                    },
                    "event",
                    LONG);
        } catch (FunctionFailure | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Duration waited(Invoker invoker, Duration atMost) throws InterruptedException {
        long began = System.nanoTime();
        invoker.awaitQuiet(atMost);
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
