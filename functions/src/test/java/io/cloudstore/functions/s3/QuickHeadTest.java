package io.cloudstore.functions.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.functions.MovedClock;
import io.cloudstore.functions.s3.QuickHead.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What the first HEAD does after it couldn't even be sent; its answers are among those of {@link StoreAnswersTest}. */
class QuickHeadTest {
    private final MovedClock clock = new MovedClock();
    private final AtomicInteger tries = new AtomicInteger();
    private volatile boolean down = true;
    private ScriptedStore store;
    private QuickHead head;

    @BeforeEach
    void start() throws Exception {
        store = new ScriptedStore();
        store.answers(new ScriptedStore.Answer(200, Map.of("ETag", "\"e\"", "Content-Length", "7"), ""));
        head = new QuickHead(
                new UrlSigner("eu-central-1"),
                () -> this::credentials,
                Address.ofOurs(store.settings(), "staging-bucket"),
                clock);
    }

    @AfterEach
    void stop() {
        store.close();
        Thread.interrupted();
    }

    @Test
    void after_a_failure_the_sdk_is_left_to_ask_for_a_minute() {
        assertThat(head.ask("k")).isEqualTo(new Answer.Unclear());
        down = false;
        clock.move(Duration.ofSeconds(59));
        assertThat(head.ask("k")).isEqualTo(new Answer.Unclear());
        assertThat(tries).hasValue(1);

        clock.move(Duration.ofSeconds(1));
        assertThat(head.ask("k")).isInstanceOf(Answer.There.class);
        assertThat(head.ask("k")).isInstanceOf(Answer.There.class);
        assertThat(tries).hasValue(3);
    }

    @Test
    void a_caller_that_gave_up_says_nothing_of_the_store() {
        Thread.currentThread().interrupt();
        assertThat(head.ask("k")).isEqualTo(new Answer.Unclear());
        assertThat(Thread.interrupted()).isTrue();
        down = false;

        assertThat(head.ask("k")).isInstanceOf(Answer.There.class);
    }

    private AwsCredentials credentials() {
        tries.incrementAndGet();
        if (down) {
            throw SdkClientException.create("no way to the store");
        }
        return AwsBasicCredentials.create("WORK", "secret");
    }
}
