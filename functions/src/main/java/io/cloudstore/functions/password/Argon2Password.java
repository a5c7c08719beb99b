package io.cloudstore.functions.password;

import io.cloudstore.core.account.HashPassword;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Hashes with Argon2id. All of a password counts, however long (bcrypt would stop at 72 bytes, CVE-2025-22228). A burst
 * of sign-ins waits for its turn instead of taking the memory of the process; whoever waits too long is told to come
 * again.
 */
final class Argon2Password implements HashPassword {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    /** Salt and hash included: the encoder fails on a string that was cut off. */
    private static final Pattern PHC =
            Pattern.compile("\\$argon2id\\$v=\\d+\\$m=\\d+,t=\\d+,p=\\d+\\$[A-Za-z0-9+/]+\\$[A-Za-z0-9+/]+");
    /** Well below the 29 s within which the gateway wants an answer. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    private final Semaphore turns;

    Argon2Password(int atOnce) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("at least one password is hashed at a time, not " + atOnce);
        }
        this.turns = new Semaphore(atOnce, true);
    }

    @Override
    public String hash(String password) {
        return inTurn(() -> argon2.encode(wellFormed(password)));
    }

    @Override
    public boolean matches(String password, String hash) {
        return PHC.matcher(hash).matches() && inTurn(() -> argon2.matches(wellFormed(password), hash));
    }

    @Override
    public boolean isOutdated(String hash) {
        return argon2.upgradeEncoding(hash);
    }

    /** A lone surrogate, which JSON lets through, has no UTF-8 and would fail the hash; it becomes a question mark. */
    private static String wellFormed(String password) {
        return new String(password.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!turns.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private static ProblemException busy() {
        return ProblemException.retryAfter(
                ProblemCode.UNAVAILABLE, "Too many people sign in at this moment; try again.", 5);
    }
}
