package io.cloudstore.embedded;

import java.net.URI;
import java.util.Optional;

/**
 * How the functions reach Redis.
 *
 * @param uri {@code redis://host:port}, or {@code rediss://host:port} for TLS
 * @param password empty for a server without one
 */
public record Cache(URI uri, Optional<String> password) {

    /** Without the password, so that no log shows it. */
    @Override
    public String toString() {
        return "Cache[" + uri + "]";
    }
}
