package io.cloudstore.functions.redis;

import io.cloudstore.core.admission.LimitCalls;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;

/** Counts in Redis, in the process while Redis is away. A window begins with its first call. */
final class SharedCalls implements LimitCalls {
    private static final Logger LOG = LoggerFactory.getLogger(SharedCalls.class);
    private static final String PREFIX = "cloudstore:calls:";
    /** One atomic step. The time to live is set whenever it is missing, not only at the first count. */
    private static final String COUNT = """
            local n = redis.call('INCR', KEYS[1])
            if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
            return n
            """;

    private final Supplier<UnifiedJedis> redis;
    private final LimitCalls process;
    private final Breaker breaker;

    SharedCalls(Supplier<UnifiedJedis> redis, LimitCalls process, Breaker breaker) {
        this.redis = redis;
        this.process = process;
        this.breaker = breaker;
    }

    @Override
    public long count(String subject, Duration window) {
        if (!breaker.allows()) {
            return process.count(subject, window);
        }
        try {
            String millis = Long.toString(Math.max(1, window.toMillis()));
            String key = PREFIX + millis + ":" + subject;
            long calls = (Long) redis.get().eval(COUNT, List.of(key), List.of(millis));
            breaker.succeeded();
            return calls;
        } catch (RuntimeException away) {
            if (breaker.failed()) {
                LOG.warn("Redis is away, calls are counted per process: {}", away.toString());
            }
            return process.count(subject, window);
        }
    }
}
