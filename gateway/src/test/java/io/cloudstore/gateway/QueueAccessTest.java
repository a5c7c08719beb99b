package io.cloudstore.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cloudstore.gateway.QueueAccess.Keys;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;

class QueueAccessTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "key", ":secret", "key:"})
    void what_is_no_pair_is_refused(String pair) {
        assertThatIllegalArgumentException().isThrownBy(() -> Keys.parse(pair));
    }

    /** A poller goes on after what the SDK throws, and would end at anything else. */
    @Test
    void keys_that_are_broken_for_a_while_fail_calls_as_a_server_does_and_then_no_more() {
        AtomicReference<String> file = new AtomicReference<>("");
        var credentials = new QueueAccess(Optional.empty(), Optional.of(() -> Keys.parse(file.get()))).credentials();

        assertThatExceptionOfType(SdkException.class)
                .isThrownBy(credentials::resolveCredentials)
                .withMessageContaining("accessKey:secretKey");

        file.set("key:secret");
        assertThat(credentials.resolveCredentials().secretAccessKey()).isEqualTo("secret");
    }
}
