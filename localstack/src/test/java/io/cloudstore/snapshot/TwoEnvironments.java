package io.cloudstore.snapshot;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.IssueToken;
import io.cloudstore.core.account.SessionId;
import io.cloudstore.core.work.Draw;
import io.cloudstore.functions.draw.Drawing;
import io.cloudstore.functions.entry.LoginHandler;
import io.cloudstore.functions.password.Passwords;
import io.cloudstore.functions.token.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;

/**
 * The process that is restored twice from one primed state: Lambda's own runtime calls the hooks, and what was drawn from
 * before the snapshot is set back to it each time. The adapters too are from before the snapshot, which the wired
 * functions' never are.
 */
final class TwoEnvironments {
    static final String SHARED = "SHARED ";
    static final String CANARY = "CANARY ";

    private static final int IDS = 40_000;
    private static final int KEYS = 30_000;
    private static final int SECRETS = 27_000;
    private static final int TOKENS = 1_500;
    private static final int PASSWORDS = 10;
    private static final int SECRET_BYTES = 32;
    /** What stands in front of the random bits of a UUID of version 7 (RFC 9562, 5.7). */
    private static final int TIME_BITS = 48;
    /** An ES256 signature is r and s, of 32 bytes each (RFC 7518, 3.4); r follows from the nonce alone. */
    private static final int R_BYTES = 32;

    private TwoEnvironments() {}

    /** Runs in the process; the settings are its environment. */
    public static void main(String[] none) {
        try {
            restoreTwice();
            System.exit(0);
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static void restoreTwice() throws Exception {
        Security.insertProviderAt(new RewindableRandom(), 1);
        var handler = new LoginHandler();
        Draw draw = Drawing.fromSystem();
        IssueToken tokens = Tokens.issuing(Tokens.newKeyPair()::privateKey);
        var canary = new SecureRandom();
        token(new HashSet<>(), tokens);
        draw.id();
        canary.nextBytes(new byte[1]);

        LambdaRuntime.beforeSnapshot();
        RewindableRandom.take();
        Set<String> first = restored(draw, tokens);
        long canaryOfFirst = canary.nextLong();
        // Spring's own hooks take turns.
        LambdaRuntime.beforeSnapshot();
        Set<String> second = restored(draw, tokens);
        long canaryOfSecond = canary.nextLong();

        int both = first.size() + second.size();
        first.retainAll(second);
        System.out.println(SHARED + first.size() + " of " + both);
        System.out.println(CANARY + (canaryOfFirst == canaryOfSecond ? "shared" : "not shared"));
        handler.close();
    }

    private static Set<String> restored(Draw draw, IssueToken tokens) throws Exception {
        RewindableRandom.rewind();
        LambdaRuntime.afterRestore();
        return drawn(draw, tokens);
    }

    /** Everything random that a function makes, so many of each. */
    private static Set<String> drawn(Draw draw, IssueToken tokens) {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < IDS; i++) {
            UUID id = draw.id();
            all.add("id " + (id.getMostSignificantBits() << TIME_BITS) + " " + id.getLeastSignificantBits());
        }
        for (int i = 0; i < KEYS; i++) {
            all.add("key " + draw.key());
        }
        for (int i = 0; i < SECRETS; i++) {
            all.add("secret " + HexFormat.of().formatHex(draw.secret(SECRET_BYTES)));
        }
        for (int i = 0; i < TOKENS; i++) {
            token(all, tokens);
        }
        var passwords = Passwords.argon2(1);
        for (int i = 0; i < PASSWORDS; i++) {
            all.add("salted " + passwords.hash("the same password"));
        }
        return all;
    }

    private static void token(Set<String> all, IssueToken tokens) {
        Instant now = Instant.EPOCH;
        String token =
                tokens.issue(new AccountId(new UUID(0, 1)), new SessionId(new UUID(0, 2)), now, now.plusSeconds(900));
        String[] parts = token.split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        all.add("token " + claims.replaceFirst(".*\"jti\":\"([^\"]+)\".*", "$1"));
        all.add("nonce " + HexFormat.of().formatHex(Base64.getUrlDecoder().decode(parts[2]), 0, R_BYTES));
    }
}
