package io.cloudstore.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Engines that somebody else runs.
 *
 * @param mysql the database; empty for the embedded one
 * @param redis the cache; empty for the embedded one
 * @param ca PEM certificates that both are checked against, besides those that Java trusts; empty for Java's alone
 */
public record OutsideEngines(Optional<OutsideMySql> mysql, Optional<OutsideRedis> redis, Optional<Path> ca) {
    /** Every engine is embedded. */
    static final OutsideEngines NONE = new OutsideEngines(Optional.empty(), Optional.empty(), Optional.empty());

    public OutsideEngines {
        ca = ca.map(Path::toAbsolutePath);
    }

    /** The template's parameters that name them. */
    Map<String, String> parameters() {
        Map<String, String> values = new HashMap<>();
        mysql.ifPresent(server -> {
            values.put("DbUrl", server.jdbcUrl());
            values.put("DbUser", server.user());
            values.put("DbPassword", reference(server.passwordFile()));
        });
        redis.ifPresent(server -> {
            values.put("RedisUrl", server.uri().toString());
            values.put(
                    "RedisPassword",
                    server.passwordFile().map(OutsideEngines::reference).orElse(""));
        });
        ca.ifPresent(file -> values.put("TlsCa", reference(file)));
        return values;
    }

    private static String reference(Path file) {
        return "file:" + file;
    }
}
