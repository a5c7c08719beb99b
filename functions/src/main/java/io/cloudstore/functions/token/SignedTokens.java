package io.cloudstore.functions.token;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.IssueToken;
import io.cloudstore.core.account.SessionId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.function.Supplier;

/**
 * Signs access tokens with the private key in force. Ids and nonces are each drawn by a generator that is made for it, the
 * nonces' by the library, so that clones of a SnapStart snapshot share none.
 */
final class SignedTokens implements IssueToken {
    private static final int ID_BYTES = 16;

    private final Parsed<SigningKey> key;

    SignedTokens(Supplier<String> privateKey) {
        this.key = new Parsed<>(privateKey, SigningKey::parse);
    }

    /** Times are whole seconds in a JWT: {@code expiresAt} is cut to the second, so a token never lives longer. */
    @Override
    public String issue(AccountId account, SessionId session, Instant issuedAt, Instant expiresAt) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(TokenFormat.ISSUER)
                .audience(TokenFormat.AUDIENCE)
                .subject(account.toString())
                .claim(TokenFormat.SESSION, session.toString())
                .issueTime(Date.from(issuedAt))
                .expirationTime(Date.from(expiresAt))
                .jwtID(id())
                .build();
        return key.get().sign(TokenFormat.TYPE, claims.toJSONObject());
    }

    /** 128 random bits. */
    private static String id() {
        byte[] id = new byte[ID_BYTES];
        new SecureRandom().nextBytes(id);
        return Base64URL.encode(id).toString();
    }
}
