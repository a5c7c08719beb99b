package io.cloudstore.core.work;

import io.cloudstore.protocol.content.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * How a creating call names itself, so that its repeats are known for what they are. Of the caller's text only its digest
 * goes further than this: keys are neither kept nor logged.
 *
 * @param account whose call it is
 * @param route what it creates, as {@code POST /v1/uploads}; each route has keys of its own
 * @param key the digest of the caller's key
 * @param body the digest of what is to be created
 */
public record CreationKey(UUID account, String route, Sha256 key, Sha256 body) {
    /** The call that its caller named {@code key}, with the canonical form of its body. */
    public static CreationKey of(UUID account, String route, String key, String body) {
        return new CreationKey(account, route, digest(key), digest(body));
    }

    /** Whether the other is under the same key, whatever its body. */
    public boolean isSameKeyAs(CreationKey other) {
        return account.equals(other.account) && route.equals(other.route) && key.equals(other.key);
    }

    private static Sha256 digest(String text) {
        return Sha256.digestOf(text.getBytes(StandardCharsets.UTF_8));
    }
}
