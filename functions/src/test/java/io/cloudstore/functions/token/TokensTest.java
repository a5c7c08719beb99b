package io.cloudstore.functions.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.SessionId;
import io.cloudstore.core.admission.ReadToken;
import io.cloudstore.core.admission.ReadToken.Claims;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant END = NOW.plusSeconds(900);
    private static final AccountId ACCOUNT = new AccountId(UUID.fromString("0195b2c5-7c5e-7000-8000-000000000001"));
    private static final SessionId SESSION = new SessionId(UUID.fromString("0195b2c5-7c5e-7000-8000-000000000002"));

    private final Tokens.KeyPair pair = Tokens.newKeyPair();
    private final ReadToken reader = Tokens.reading(pair::publicKeys);
    private final String token = issue(pair);

    @Test
    void a_token_proves_account_and_session_until_its_end() {
        assertThat(reader.read(token, NOW)).contains(new Claims(ACCOUNT, SESSION, END));
        assertThat(reader.read(token, END.minusMillis(1))).isPresent();
    }

    @Test
    void expiry_has_no_leeway() {
        assertThat(reader.read(token, END)).isEmpty();
        assertThat(reader.read(token, END.plusSeconds(1))).isEmpty();
    }

    @Test
    void the_issuers_clock_may_be_five_seconds_ahead_and_no_more() {
        assertThat(reader.read(token, NOW.minusSeconds(5))).isPresent();
        assertThat(reader.read(token, NOW.minusSeconds(6))).isEmpty();
    }

    @Test
    void two_tokens_for_one_session_differ() {
        assertThat(issue(pair)).isNotEqualTo(token);
    }

    @Test
    void the_header_names_type_algorithm_and_thumbprint_and_nothing_else() throws Exception {
        String thumbprint = ECKey.parse(pair.privateKey()).computeThumbprint().toString();
        assertThat(SignedJWT.parse(token).getHeader().toJSONObject())
                .isEqualTo(Map.of("alg", "ES256", "typ", "at+jwt", "kid", thumbprint));
    }

    @Test
    void any_change_of_one_character_makes_it_worthless() {
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(reader.read(changed, NOW)).as("character %s", i).isEmpty();
        }
    }

    @Test
    void any_truncation_makes_it_worthless() {
        for (int length = 0; length < token.length(); length++) {
            assertThat(reader.read(token.substring(0, length), NOW))
                    .as("first %s", length)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a.b.c",
                "null",
                "Bearer x",
                "{}",
                "e30.e30.",
                "\u0000",
                "e30.e30.e30.e30.e30",
                "eyJhbGciOiJFUzI1NiJ9..",
                "…"
            })
    void garbage_proves_nothing(String garbage) {
        assertThat(reader.read(garbage, NOW)).isEmpty();
    }

    @Test
    void something_added_makes_it_worthless() {
        for (String suffix : new String[] {"A", "=", "==", " ", "\n", ".", ".e30"}) {
            assertThat(reader.read(token + suffix, NOW)).as("[%s]", suffix).isEmpty();
        }
    }

    @Test
    void a_token_of_more_than_four_kilobytes_is_refused_even_if_its_signature_is_good() throws Exception {
        String large =
                sign(header(), claims().claim("padding", "x".repeat(4096)).build(), signer());
        assertThat(reader.read(large, NOW)).isEmpty();
        String fitting =
                sign(header(), claims().claim("padding", "x".repeat(1024)).build(), signer());
        assertThat(reader.read(fitting, NOW)).isPresent();
    }

    @Test
    void algorithm_none_is_refused() {
        String body = part(1);
        for (String none : new String[] {"none", "None", "NONE", "nOnE"}) {
            String header = Base64URL.encode("{\"alg\":\"" + none + "\",\"typ\":\"at+jwt\"}")
                    .toString();
            assertThat(reader.read(header + "." + body + ".", NOW)).isEmpty();
            assertThat(reader.read(header + "." + body + "." + part(2), NOW)).isEmpty();
        }
    }

    @Test
    void the_public_key_is_no_hmac_secret() throws Exception {
        ECKey key = ECKey.parse(pair.privateKey());
        for (byte[] secret : new byte[][] {
            pair.publicKeys().getBytes(UTF_8),
            key.toECPublicKey().getEncoded(),
            key.toPublicJWK().toJSONString().getBytes(UTF_8),
        }) {
            var header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                    .type(TokenFormat.TYPE)
                    .keyID(thumbprint())
                    .build();
            assertThat(reader.read(sign(header, claims().build(), new MACSigner(secret)), NOW))
                    .isEmpty();
        }
    }

    @Test
    void another_algorithm_is_refused_whoever_signed() throws Exception {
        var rsa = new RSAKeyGenerator(2048).generate();
        var rs256 = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(TokenFormat.TYPE)
                .keyID(thumbprint())
                .build();
        assertThat(reader.read(sign(rs256, claims().build(), new RSASSASigner(rsa)), NOW))
                .isEmpty();
        var p384 = new ECKeyGenerator(Curve.P_384).generate();
        var es384 = new JWSHeader.Builder(JWSAlgorithm.ES384)
                .type(TokenFormat.TYPE)
                .keyID(thumbprint())
                .build();
        assertThat(reader.read(sign(es384, claims().build(), new ECDSASigner(p384)), NOW))
                .isEmpty();
    }

    @Test
    void a_stranger_who_claims_our_key_is_refused() throws Exception {
        var stranger = new ECKeyGenerator(Curve.P_256).generate();
        assertThat(reader.read(sign(header(), claims().build(), new ECDSASigner(stranger)), NOW))
                .isEmpty();
    }

    @Test
    void a_key_that_the_token_brings_or_points_to_is_never_used() throws Exception {
        var stranger = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        var brought = new JWSHeader.Builder(JWSAlgorithm.ES256).type(TokenFormat.TYPE);
        var signer = new ECDSASigner(stranger);
        for (JWSHeader header : new JWSHeader[] {
            brought.jwk(stranger.toPublicJWK()).build(),
            brought.keyID(stranger.getKeyID()).build(),
            brought.keyID(thumbprint()).build(),
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(TokenFormat.TYPE)
                    .jwkURL(URI.create("http://127.0.0.1:1/k"))
                    .build(),
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(TokenFormat.TYPE)
                    .x509CertURL(URI.create("http://127.0.0.1:1/k"))
                    .build(),
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(TokenFormat.TYPE)
                    .keyID("../../etc/passwd")
                    .build(),
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(TokenFormat.TYPE)
                    .keyID("' OR 1=1 --")
                    .build(),
        }) {
            assertThat(reader.read(sign(header, claims().build(), signer), NOW)).isEmpty();
        }
    }

    @Test
    void even_our_own_signature_does_not_excuse_a_header_that_brings_a_key() throws Exception {
        var ours = ECKey.parse(pair.privateKey());
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(TokenFormat.TYPE)
                .keyID(thumbprint())
                .jwk(ours.toPublicJWK())
                .build();
        assertThat(reader.read(sign(header, claims().build(), signer()), NOW)).isEmpty();
    }

    @Test
    void a_token_of_another_type_is_refused() throws Exception {
        for (JOSEObjectType type : new JOSEObjectType[] {JOSEObjectType.JWT, new JOSEObjectType("rt+jwt"), null}) {
            var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(type)
                    .keyID(thumbprint())
                    .build();
            assertThat(reader.read(sign(header, claims().build(), signer()), NOW))
                    .as("%s", type)
                    .isEmpty();
        }
    }

    @Test
    void a_header_without_key_id_or_with_a_demanded_extension_is_refused() throws Exception {
        var nameless =
                new JWSHeader.Builder(JWSAlgorithm.ES256).type(TokenFormat.TYPE).build();
        assertThat(reader.read(sign(nameless, claims().build(), signer()), NOW)).isEmpty();
        var demanding = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(TokenFormat.TYPE)
                .keyID(thumbprint())
                .customParam("x", 1)
                .criticalParams(Set.of("x"))
                .build();
        assertThat(reader.read(sign(demanding, claims().build(), signer()), NOW))
                .isEmpty();
    }

    @Test
    void every_claim_is_checked_although_the_signature_is_good() throws Exception {
        var wrong = new HashMap<String, JWTClaimsSet>();
        wrong.put("issuer", claims().issuer("evil").build());
        wrong.put("no issuer", claims().issuer(null).build());
        wrong.put("audience", claims().audience("other").build());
        wrong.put(
                "two audiences",
                claims().audience(List.of("cloudstore", "other")).build());
        wrong.put("no audience", claims().audience((String) null).build());
        wrong.put("no subject", claims().subject(null).build());
        wrong.put("subject", claims().subject("admin").build());
        wrong.put("no session", claims().claim("sid", null).build());
        wrong.put("session", claims().claim("sid", "x").build());
        wrong.put("session is a number", claims().claim("sid", 1).build());
        wrong.put("no expiry", claims().expirationTime(null).build());
        wrong.put("no issue time", claims().issueTime(null).build());
        wrong.put("expiry is text", claims().claim("exp", "tomorrow").build());
        for (var claims : wrong.entrySet()) {
            assertThat(reader.read(sign(header(), claims.getValue(), signer()), NOW))
                    .as(claims.getKey())
                    .isEmpty();
        }
        assertThat(reader.read(sign(header(), claims().build(), signer()), NOW))
                .as("as it should be")
                .isPresent();
    }

    @Test
    void during_a_rotation_tokens_of_both_keys_are_read_and_afterwards_those_of_the_new() throws Exception {
        var next = Tokens.newKeyPair();
        var privateKey = new AtomicReference<>(pair.privateKey());
        var publicKeys = new AtomicReference<>(pair.publicKeys());
        var issuing = Tokens.issuing(privateKey::get);
        var reading = Tokens.reading(publicKeys::get);
        String old = issuing.issue(ACCOUNT, SESSION, NOW, END);

        publicKeys.set(both(pair, next));
        privateKey.set(next.privateKey());
        String fresh = issuing.issue(ACCOUNT, SESSION, NOW, END);
        assertThat(reading.read(old, NOW)).isPresent();
        assertThat(reading.read(fresh, NOW)).isPresent();

        publicKeys.set(next.publicKeys());
        assertThat(reading.read(old, NOW)).isEmpty();
        assertThat(reading.read(fresh, NOW)).isPresent();
    }

    @Test
    void a_missing_or_wrong_key_is_refused() throws Exception {
        var p384 = new ECKeyGenerator(Curve.P_384).generate();
        var rsa = new RSAKeyGenerator(2048).generate();
        for (String key : new String[] {
            "",
            " ",
            "{}",
            "x",
            p384.toJSONString(),
            rsa.toJSONString(),
            ECKey.parse(pair.privateKey()).toPublicJWK().toJSONString()
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Tokens.requirePrivateKey(key))
                    .withMessageContaining("key");
        }
        for (String keys : new String[] {
            "", "{}", "{\"keys\":[]}", "x", new JWKSet(rsa).toString(), new JWKSet(p384.toPublicJWK()).toString()
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Tokens.requirePublicKeys(keys))
                    .withMessageContaining("key");
        }
    }

    @Test
    void a_pair_is_one_whose_public_keys_hold_the_private_keys_half() {
        String others = Tokens.newKeyPair().publicKeys();

        Tokens.requirePair(pair.privateKey(), pair.publicKeys());
        assertThatIllegalArgumentException().isThrownBy(() -> Tokens.requirePair(pair.privateKey(), others));
        assertThatIllegalArgumentException().isThrownBy(() -> Tokens.publicKeys(pair.publicKeys()));
    }

    @Test
    void whoever_reads_holds_no_private_key() throws Exception {
        String withPrivate = new JWKSet(ECKey.parse(pair.privateKey())).toString(false);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tokens.requirePublicKeys(withPrivate))
                .withMessageContaining("private");
        assertThat(pair.publicKeys()).doesNotContain("\"d\"");
        assertThat(pair.toString()).doesNotContain("\"d\"");
    }

    private static String both(Tokens.KeyPair one, Tokens.KeyPair other) throws Exception {
        return new JWKSet(List.of(
                        ECKey.parse(one.privateKey()).toPublicJWK(),
                        ECKey.parse(other.privateKey()).toPublicJWK()))
                .toString();
    }

    private static String issue(Tokens.KeyPair pair) {
        return Tokens.issuing(pair::privateKey).issue(ACCOUNT, SESSION, NOW, END);
    }

    private String part(int n) {
        return List.of(token.split("\\.", -1)).get(n);
    }

    private String thumbprint() throws Exception {
        return ECKey.parse(pair.privateKey()).computeThumbprint().toString();
    }

    private JWSSigner signer() throws Exception {
        return new ECDSASigner(ECKey.parse(pair.privateKey()));
    }

    private JWSHeader header() throws Exception {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(TokenFormat.TYPE)
                .keyID(thumbprint())
                .build();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("cloudstore")
                .audience("cloudstore")
                .subject(ACCOUNT.toString())
                .claim("sid", SESSION.toString())
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(END));
    }

    private static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) throws Exception {
        var jwt = new SignedJWT(header, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }
}
