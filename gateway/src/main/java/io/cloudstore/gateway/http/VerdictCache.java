package io.cloudstore.gateway.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Verdicts by the digest of their token, for a time; the tokens themselves aren't kept. */
final class VerdictCache {
    /** The least recently used verdict goes when there are more. */
    private static final int MOST_VERDICTS = 10_000;

    private final Duration ttl;
    private final LongSupplier nanoClock;
    private final Map<String, Kept> entries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > MOST_VERDICTS;
        }
    };

    /**
     * @param ttl how long a verdict holds; zero: not at all
     * @param nanoClock nanoseconds that only grow
     */
    VerdictCache(Duration ttl, LongSupplier nanoClock) {
        this.ttl = ttl;
        this.nanoClock = nanoClock;
    }

    /** The verdict on this token, if there is one that still holds. */
    synchronized Optional<Verdict> find(String token) {
        String key = digest(token);
        Kept kept = entries.get(key);
        if (kept == null) {
            return Optional.empty();
        }
        if (nanoClock.getAsLong() - kept.madeAt() >= ttl.toNanos()) {
            entries.remove(key);
            return Optional.empty();
        }
        return Optional.of(kept.verdict());
    }

    /** Remembers a verdict, a denial too. */
    synchronized void put(String token, Verdict verdict) {
        if (!ttl.isZero()) {
            entries.put(digest(token), new Kept(verdict, nanoClock.getAsLong()));
        }
    }

    private static String digest(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private record Kept(Verdict verdict, long madeAt) {}
}
