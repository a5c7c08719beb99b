package io.cloudstore.embedded.s3.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Begins sessions of roles and knows them again. Nothing is kept of them: the token says of which role a session is and when
 * it ends, sealed by the engine's secret, and the keys are computed from the two. So sessions outlive a restart, as they
 * outlive everything but their end at AWS, and what a role may do is looked up at each request. Safe for any number of
 * threads.
 */
public final class RoleSessions {
    private static final String HMAC = "HmacSHA256";
    private static final int SEAL = 32;
    /** The end in seconds, and what makes two sessions of one second different. */
    private static final int END = Long.BYTES;

    private static final int NONCE = 16;
    private static final String ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int ID_LENGTH = 16;
    /** In Base64, the 40 characters of AWS's secret keys. */
    private static final int SECRET_LENGTH = 30;

    private final Map<String, Role> roles;
    private final SecretKeySpec secret;
    private final Duration longest;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public RoleSessions(SessionSettings settings, Clock clock) {
        this.roles = settings.roles().stream().collect(Collectors.toMap(Role::arn, Function.identity()));
        this.secret = new SecretKeySpec(settings.secret().getBytes(UTF_8), HMAC);
        this.longest = settings.longest();
        this.clock = clock;
    }

    /** The role of this ARN, if there is one. */
    public Optional<Role> role(String arn) {
        return Optional.ofNullable(roles.get(arn));
    }

    /** A new session, of {@code asked} unless the settings make it shorter. */
    public Session begin(Role role, Duration asked) {
        Duration life = asked.compareTo(longest) < 0 ? asked : longest;
        Instant end = clock.instant().plus(life).truncatedTo(ChronoUnit.SECONDS);
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] arn = role.arn().getBytes(UTF_8);
        byte[] claim = ByteBuffer.allocate(END + NONCE + arn.length)
                .putLong(end.getEpochSecond())
                .put(nonce)
                .put(arn)
                .array();
        byte[] token = ByteBuffer.allocate(SEAL + claim.length)
                .put(seal(claim))
                .put(claim)
                .array();
        return new Session(identity(role, claim), Base64.getEncoder().encodeToString(token), end);
    }

    /**
     * Whose keys these are: an S3Failure with InvalidToken for a token that isn't ours or not of this access key, with
     * ExpiredToken for one that is over.
     */
    public Identity identity(String accessKey, String token) {
        byte[] claim = claim(token);
        Role role = role(new String(claim, END + NONCE, claim.length - END - NONCE, UTF_8))
                .orElseThrow(() -> invalid(token));
        Identity identity = identity(role, claim);
        if (!identity.accessKey().equals(accessKey)) {
            throw invalid(token);
        }
        Instant end = Instant.ofEpochSecond(ByteBuffer.wrap(claim).getLong());
        if (!clock.instant().isBefore(end)) {
            throw new S3Failure(S3Error.EXPIRED_TOKEN).with("Token-0", token);
        }
        return identity;
    }

    /** What a token says, once it is known to be ours. */
    private byte[] claim(String token) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            throw invalid(token);
        }
        if (bytes.length <= SEAL + END + NONCE) {
            throw invalid(token);
        }
        byte[] claim = Arrays.copyOfRange(bytes, SEAL, bytes.length);
        if (!MessageDigest.isEqual(seal(claim), Arrays.copyOf(bytes, SEAL))) {
            throw invalid(token);
        }
        return claim;
    }

    private static S3Failure invalid(String token) {
        return new S3Failure(S3Error.INVALID_TOKEN).with("Token-0", token);
    }

    private Identity identity(Role role, byte[] claim) {
        byte[] letters = derive("access key", claim);
        StringBuilder id = new StringBuilder("ASIA");
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_LETTERS.charAt(letters[i] & 31));
        }
        byte[] secretKey = Arrays.copyOf(derive("secret key", claim), SECRET_LENGTH);
        return new Identity(id.toString(), Base64.getEncoder().encodeToString(secretKey), role.allows());
    }

    private byte[] seal(byte[] claim) {
        return derive("token", claim);
    }

    /** Another value for each purpose: who has one of them can't compute the others. */
    private byte[] derive(String purpose, byte[] claim) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            mac.update(purpose.getBytes(UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(claim);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has " + HMAC, impossible);
        }
    }
}
