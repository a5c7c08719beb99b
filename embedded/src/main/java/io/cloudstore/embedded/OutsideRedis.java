package io.cloudstore.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A Redis 7 server that somebody else runs, in the place of the embedded one.
 *
 * @param uri {@code redis://host:port}, or {@code rediss://host:port} for TLS
 * @param passwordFile holds the server's password; functions get it as a {@code file:} reference, never by value. Empty
 *     for a server without one
 */
public record OutsideRedis(URI uri, Optional<Path> passwordFile) {

    public OutsideRedis {
        boolean known = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
        if (!known || uri.getHost() == null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException("the address of Redis is redis://host:port or rediss://host:port");
        }
        passwordFile = passwordFile.map(Path::toAbsolutePath);
    }
}
