package io.cloudstore.whitebox;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.stack.Capability;
import io.cloudstore.stack.Needs;
import io.cloudstore.stack.OnTheStack;
import io.cloudstore.story.SignedOut;
import org.junit.jupiter.api.Test;

/** I12 and F41: losing the cache opens nothing. */
@OnTheStack
@Needs(Capability.ENGINES)
class RedisTest {
    @Test
    void signed_out_stays_signed_out_after_redis_is_flushed() {
        var somebody = new SignedOut();
        new Inside().flushRedis();
        assertThat(somebody.codes()).containsOnly("session-ended");
    }
}
