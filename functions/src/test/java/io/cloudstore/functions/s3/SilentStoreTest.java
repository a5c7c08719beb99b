package io.cloudstore.functions.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.core.upload.StagingStore.StagedPart;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.functions.s3.S3.Identity;
import io.cloudstore.protocol.content.Sha256;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A store that takes connections and never answers. */
class SilentStoreTest {
    private static final List<StagedPart> PARTS = List.of(new StagedPart(1, "e", Sha256.digestOf(new byte[0]), 0));

    @Test
    void a_slow_call_is_given_up_when_the_settings_say_so() throws Exception {
        try (var hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var s3 = adapters(hole, Duration.ofSeconds(1))) {
            var staging = s3.stagingStore();
            assertGivenUpWithin(Duration.ofSeconds(8), () -> staging.complete(new UUID(0, 1), "u", PARTS));
        }
    }

    @Test
    void a_quick_call_is_given_up_after_a_while_however_long_slow_calls_may_take() throws Exception {
        try (var hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var s3 = adapters(hole, Duration.ofMinutes(2))) {
            var staging = s3.stagingStore();
            assertGivenUpWithin(Clients.QUICK_CALL.plusSeconds(10), () -> staging.head(new UUID(0, 1)));
        }
    }

    private static void assertGivenUpWithin(Duration limit, Runnable call) {
        long begin = System.nanoTime();
        assertThatThrownBy(call::run).isInstanceOf(StoreFailed.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(limit);
    }

    private static S3 adapters(ServerSocket hole, Duration slowCall) {
        var settings = new S3.Settings(
                "eu-central-1",
                Optional.of(URI.create("http://127.0.0.1:" + hole.getLocalPort())),
                Optional.empty(),
                "staging-bucket",
                "long-term-bucket",
                new Identity.Keys(() -> "WORK:secret"),
                new Identity.Environment(),
                new Identity.Environment(),
                slowCall);
        return new S3(settings, Clock.systemUTC());
    }
}
