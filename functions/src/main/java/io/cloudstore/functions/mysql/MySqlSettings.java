package io.cloudstore.functions.mysql;

import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * How the database is reached.
 *
 * @param url {@code jdbc:mysql://host:port/schema}, without user and password; what it says after a question mark goes before our own choices
 * @param password asked for each new connection, so that a rotated secret needs no restart
 * @param poolSize most connections, 1 or more; none is kept when there is nothing to do
 * @param connect longest wait for the network to connect, and for a connection of the pool to become free
 * @param answer longest silence of the database within a statement
 * @param lockWait longest wait for another transaction's lock, whole seconds; the unit of work then runs again. Zero
 *     leaves it to the server: behind RDS Proxy, a session that sets it for itself keeps a connection to itself
 *     (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-pinning.html)
 * @param trust the authorities that the server's certificate is checked against, asked for when the pool opens; none for
 *     those that Java knows. A server on another machine is always checked, unless the URL has an {@code sslMode}
 */
public record MySqlSettings(
        String url,
        String user,
        Supplier<String> password,
        int poolSize,
        Duration connect,
        Duration answer,
        Duration lockWait,
        Optional<Supplier<KeyStore>> trust) {

    /** As an authority or a property, wherever Connector/J takes them. */
    private static final Pattern CREDENTIALS =
            Pattern.compile("//[^/?]*@|\\bpassword[0-9]?\\s*=", Pattern.CASE_INSENSITIVE);

    public MySqlSettings {
        if (!url.startsWith("jdbc:mysql:")) {
            throw new IllegalArgumentException("the database's URL begins with jdbc:mysql:");
        }
        if (CREDENTIALS.matcher(url).find()) {
            throw new IllegalArgumentException(
                    "the database's URL is shown to people, so user and password have settings of their own");
        }
        if (poolSize < 1) {
            throw new IllegalArgumentException("the database's pool has at least 1 connection, not " + poolSize);
        }
    }

    /**
     * With waits that end before an API call does (29 s): 5 s to connect, 20 s for an answer, 5 s for a lock; and the
     * authorities that Java knows.
     */
    public static MySqlSettings of(String url, String user, Supplier<String> password, int poolSize) {
        return new MySqlSettings(
                url,
                user,
                password,
                poolSize,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                Optional.empty());
    }

    /** With this longest wait for a lock. */
    public MySqlSettings withLockWait(Duration other) {
        return new MySqlSettings(url, user, password, poolSize, connect, answer, other, trust);
    }

    /** With these authorities. */
    public MySqlSettings withTrust(Optional<Supplier<KeyStore>> other) {
        return new MySqlSettings(url, user, password, poolSize, connect, answer, lockWait, other);
    }
}
