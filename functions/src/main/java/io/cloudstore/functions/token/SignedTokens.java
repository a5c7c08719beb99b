package io.cloudstore.functions.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
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

    private final Parsed<Key> key;

    SignedTokens(Supplier<String> privateKey) {
        this.key = new Parsed<>(privateKey, SignedTokens::parse);
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
        return key.get().sign(claims);
    }

    /** 128 random bits. */
    private static String id() {
        byte[] id = new byte[ID_BYTES];
        new SecureRandom().nextBytes(id);
        return Base64URL.encode(id).toString();
    }

    static Key parse(String privateKey) {
        ECKey key = TokenFormat.p256(privateKey);
        if (!key.isPrivate()) {
            throw new IllegalArgumentException("the key that signs tokens must be a private one");
        }
        try {
            return new Key(TokenFormat.nameOf(key), new ECDSASigner(key));
        } catch (JOSEException unusable) {
            throw new IllegalArgumentException("the key that signs tokens can't be used", unusable);
        }
    }

    /** A key and its name. */
    record Key(String name, JWSSigner signer) {
        String sign(JWTClaimsSet claims) {
            var header = new JWSHeader.Builder(TokenFormat.ALGORITHM)
                    .type(TokenFormat.TYPE)
                    .keyID(name)
                    .build();
            var token = new SignedJWT(header, claims);
            try {
                token.sign(signer);
            } catch (JOSEException failed) {
                throw new IllegalStateException("the token can't be signed", failed);
            }
            return token.serialize();
        }
    }
}
