package io.cloudstore.functions.secrets;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Resolves references to secrets, and keeps what they resolve to for a while. */
public final class Secrets implements AutoCloseable {
    /** How long a value is used before it is read again. */
    public static final Duration LIFE = Duration.ofMinutes(5);
    /** How long the value known stays in use before the next attempt, when reading again failed. */
    static final Duration RETRY = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final KeepSecret source;
    private final Clock clock;

    Secrets(KeepSecret source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * Resolves references; the clients for {@code ssm:} and {@code secret:} are made at the first such reference.
     *
     * @param region of the parameters and secrets
     * @param endpoint where both services are; none for AWS, or where the SDK's own settings say ({@code
     *     AWS_ENDPOINT_URL} and its like)
     */
    public static Secrets in(String region, Optional<URI> endpoint, Clock clock) {
        return new Secrets(new Sources(region, endpoint), clock);
    }

    /**
     * The secret behind {@code reference}.
     *
     * @throws SecretUnavailable if it can't be read and no value is known, or the reference is of no known kind; the
     *     message names the reference
     */
    public String resolve(String reference) {
        if (reference.startsWith(Sources.PLAIN)) {
            return reference.substring(Sources.PLAIN.length());
        }
        Known fresh = known.compute(reference, (r, old) -> isFresh(old) ? old : readAgain(r, old));
        return fresh.value();
    }

    /** Whether resolving {@code reference} asks nobody over a network. */
    public static boolean isAtHand(String reference) {
        return reference.startsWith(Sources.PLAIN) || reference.startsWith(Sources.FILE);
    }

    /** The secret behind {@code reference}, resolved whenever it is asked for, so that a rotation is followed. */
    public Supplier<String> following(String reference) {
        return () -> resolve(reference);
    }

    /** Whether {@link #make} can write to {@code reference}: to Parameter Store alone. */
    public static boolean canMake(String reference) {
        return reference.startsWith(Sources.SSM);
    }

    /**
     * Writes a secret where there is none; what is there already stays.
     *
     * @param reference one that {@link #canMake}
     * @param value made only if there is none
     * @return the secret that is there now
     * @throws SecretUnavailable if it can be neither read nor written
     */
    public String make(String reference, Supplier<String> value) {
        try {
            return resolve(reference);
        } catch (SecretUnavailable missing) {
            source.make(reference, value.get());
            return resolve(reference);
        }
    }

    /**
     * Writes a secret over the one that is there. Who follows the reference elsewhere follows it within {@link #LIFE}.
     *
     * @param reference one that {@link #canMake}
     * @throws SecretUnavailable if it can't be written
     */
    public void replace(String reference, String value) {
        source.replace(reference, value);
        forget(reference);
    }

    /** Forgets what {@code reference} resolved to, because whoever it is for refused it: the next call reads it again. */
    public void forget(String reference) {
        known.remove(reference);
    }

    /**
     * Has the AWS SDK forget the keys of whoever signed a call. It keeps them for as long as the process lives, whatever
     * clients are closed.
     */
    public static void forgetSigningKeys() {
        SigningKeys.forget();
    }

    @Override
    public void close() {
        known.clear();
        source.close();
    }

    private boolean isFresh(@Nullable Known value) {
        return value != null && clock.instant().isBefore(value.until());
    }

    private Known readAgain(String reference, @Nullable Known old) {
        try {
            return new Known(source.read(reference), clock.instant().plus(LIFE));
        } catch (SecretUnavailable unavailable) {
            if (old == null) {
                throw unavailable;
            }
            LOG.warn("{}; the value known stays in use", unavailable.getMessage());
            return new Known(old.value(), clock.instant().plus(RETRY));
        }
    }

    /** A value and when to read it again. Not a record: its text must not show the value. */
    private static final class Known {
        private final String value;
        private final Instant until;

        Known(String value, Instant until) {
            this.value = value;
            this.until = until;
        }

        String value() {
            return value;
        }

        Instant until() {
            return until;
        }
    }
}
