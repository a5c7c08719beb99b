package io.cloudstore.functions.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.SessionId;
import io.cloudstore.core.admission.ReadToken;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Verifies access tokens by the rules of RFC 8725. The algorithm is ours to choose, not the token's; {@code kid} only
 * selects among the configured keys; a header that brings a key along, points to one or demands an extension is refused
 * unread.
 */
final class VerifiedTokens implements ReadToken {
    /** Longer ones are refused before anything of them is parsed. */
    private static final int MOST_CHARACTERS = 4096;
    /** How far the clock of whoever issued may be ahead of ours. Expiry has no leeway. */
    private static final Duration CLOCK_LEEWAY = Duration.ofSeconds(5);

    private static final Set<String> HEADERS = Set.of("alg", "typ", "kid");

    private final Parsed<Map<String, JWSVerifier>> keys;

    VerifiedTokens(Supplier<String> publicKeys) {
        this.keys = new Parsed<>(publicKeys, VerifiedTokens::parse);
    }

    @Override
    public Optional<Claims> read(String token, Instant now) {
        Map<String, JWSVerifier> known = keys.get();
        if (token.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            return isOurs(jwt.getHeader()) && isCanonical(jwt, token) && isSigned(jwt, known)
                    ? claims(jwt.getJWTClaimsSet(), now)
                    : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException forged) {
            return Optional.empty();
        }
    }

    private static boolean isOurs(JWSHeader header) {
        return Keys.ALGORITHM.equals(header.getAlgorithm())
                && TokenFormat.TYPE.equals(header.getType())
                && HEADERS.equals(header.toJSONObject().keySet());
    }

    /** One token has one spelling: base64url as RFC 7515 writes it, without stray bits, characters or blanks. */
    private static boolean isCanonical(SignedJWT jwt, String token) {
        Base64URL[] parts = jwt.getParsedParts();
        for (Base64URL part : parts) {
            if (!Base64URL.encode(part.decode()).equals(part)) {
                return false;
            }
        }
        return jwt.serialize().equals(token);
    }

    private static boolean isSigned(SignedJWT jwt, Map<String, JWSVerifier> known) throws JOSEException {
        JWSVerifier key = known.get(jwt.getHeader().getKeyID());
        return key != null && jwt.verify(key);
    }

    private static Optional<Claims> claims(JWTClaimsSet claims, Instant now) throws ParseException {
        if (!TokenFormat.ISSUER.equals(claims.getIssuer())
                || !List.of(TokenFormat.AUDIENCE).equals(claims.getAudience())) {
            return Optional.empty();
        }
        Instant begin = instant(claims.getIssueTime());
        Instant end = instant(claims.getExpirationTime());
        String account = claims.getSubject();
        String session = claims.getStringClaim(TokenFormat.SESSION);
        if (begin == null || end == null || account == null || session == null) {
            return Optional.empty();
        }
        if (begin.isAfter(now.plus(CLOCK_LEEWAY)) || !now.isBefore(end)) {
            return Optional.empty();
        }
        return Optional.of(
                new Claims(new AccountId(UUID.fromString(account)), new SessionId(UUID.fromString(session)), end));
    }

    @SuppressWarnings("JavaUtilDate") // the library's type for a JWT's times
    private static @Nullable Instant instant(java.util.@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    static Map<String, JWSVerifier> parse(String publicKeys) {
        Map<String, JWSVerifier> verifiers = new HashMap<>();
        Keys.publicSet(publicKeys).forEach((name, key) -> verifiers.put(name, verifier(key)));
        return Map.copyOf(verifiers);
    }

    private static JWSVerifier verifier(ECKey key) {
        try {
            return new ECDSAVerifier(key);
        } catch (JOSEException unusable) {
            throw new IllegalArgumentException("a key that verifies tokens can't be used", unusable);
        }
    }
}
