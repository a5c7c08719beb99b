package io.cloudstore.whitebox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudstore.stack.Capability;
import io.cloudstore.stack.Needs;
import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.Stack;
import io.cloudstore.story.SignedOut;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The servers under a stack are those that its name promises: a green run on others would prove nothing. */
@OnTheStack
@Needs(Capability.ENGINES)
class ServersTest {
    private final Inside inside = new Inside();

    @Test
    void the_database_and_the_cache_are_what_the_stack_s_name_says() throws Exception {
        if (Stack.current().name().equals("mysql")) {
            assertThat(inside.databaseVersion()).startsWith("9.");
            assertThat(inside.redisVersion()).startsWith("7.");
        } else {
            assertThat(inside.databaseVersion()).contains("MariaDB");
            assertThat(inside.redisVersion()).startsWith("6.");
        }
    }

    /**
     * They would count for themselves, and tell only the log, were the password or the certificate refused; as they do for
     * some seconds after an answer that came late.
     */
    @Test
    void the_functions_count_calls_in_this_redis() {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            inside.flushRedis();
            new SignedOut();
            return inside.countersInRedis() > 0;
        });
    }
}
