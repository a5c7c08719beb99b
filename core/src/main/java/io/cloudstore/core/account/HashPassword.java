package io.cloudstore.core.account;

/** Makes passwords worthless to whoever reads the database. Slow on purpose. */
public interface HashPassword {
    /** A salted hash with its parameters. */
    String hash(String password);

    /** Whether {@code hash} is of {@code password}. */
    boolean matches(String password, String hash);

    /** Whether {@code hash} was made with weaker parameters than today's. */
    boolean isOutdated(String hash);
}
