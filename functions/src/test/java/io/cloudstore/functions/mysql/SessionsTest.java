package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.World.MYSQL;
import static io.cloudstore.functions.mysql.World.NOW;
import static io.cloudstore.functions.mysql.World.account;
import static io.cloudstore.functions.mysql.World.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.SessionId;
import io.cloudstore.core.account.StoreSession;
import io.cloudstore.core.account.StoreSession.RefreshToken;
import io.cloudstore.protocol.content.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Instant LATER = NOW.plus(Duration.ofDays(30));

    private final StoreSession sessions = MYSQL.storeSession();
    private final AccountId account = account().id();
    private final SessionId session = new SessionId(World.id());
    private final Sha256 first = digest("first of " + session);
    private final Sha256 second = digest("second of " + session);

    private Optional<RefreshToken> token(Sha256 hash) {
        return MYSQL.unitOfWork().run(() -> sessions.lockToken(hash));
    }

    private void rotate(Sha256 used, Sha256 successor, Instant now, Instant expiresAt) {
        MYSQL.unitOfWork().run(() -> sessions.rotate(session, used, successor, now, expiresAt));
    }

    @Test
    void a_session_begins_with_its_first_token() {
        sessions.begin(session, account, "Ümlaut's phone 📱", first, LATER);

        assertThat(token(first)).contains(new RefreshToken(session, account, Optional.empty(), LATER, true));
        assertThat(token(second)).isEmpty();
        assertThat(sessions.isLive(session, account, NOW)).isTrue();
    }

    @Test
    void a_session_lives_for_its_own_account_until_its_end() {
        sessions.begin(session, account, "phone", first, LATER);

        assertThat(sessions.isLive(session, account().id(), NOW)).isFalse();
        assertThat(sessions.isLive(new SessionId(World.id()), account, NOW)).isFalse();
        assertThat(sessions.isLive(session, account, LATER.minusMillis(1))).isTrue();
        assertThat(sessions.isLive(session, account, LATER)).isFalse();
    }

    @Test
    void a_token_is_used_up_once_and_says_when() {
        sessions.begin(session, account, "phone", first, LATER);
        rotate(first, second, NOW, LATER.plusSeconds(60));
        rotate(first, digest("third of " + session), NOW.plusSeconds(5), LATER.plusSeconds(90));

        assertThat(token(first).orElseThrow().usedAt()).contains(NOW);
        assertThat(token(second).orElseThrow().usedAt()).isEmpty();
        assertThat(token(second).orElseThrow().expiresAt()).isEqualTo(LATER.plusSeconds(60));
        assertThat(sessions.isLive(session, account, LATER.plusSeconds(80))).isTrue();
    }

    @Test
    void a_revoked_session_is_over_at_once_and_stays_so() {
        sessions.begin(session, account, "phone", first, LATER);
        sessions.revoke(session, NOW);
        sessions.revoke(session, NOW.plusSeconds(10));
        rotate(first, second, NOW.plusSeconds(20), LATER.plusSeconds(60));

        assertThat(sessions.isLive(session, account, NOW.minusSeconds(1))).isFalse();
        assertThat(token(first).orElseThrow().live()).isFalse();
        assertThat(token(second).orElseThrow().live()).isFalse();
    }

    @Test
    void an_expired_session_has_no_living_token() {
        sessions.begin(session, account, "phone", first, NOW.minusSeconds(1));

        assertThat(token(first).orElseThrow().live()).isFalse();
    }

    /** Two refreshes with one token at the same moment: the row's lock puts them in a row, so one sees the other. */
    @Test
    void of_many_refreshes_with_one_token_exactly_one_finds_it_unused() {
        sessions.begin(session, account, "phone", first, LATER);

        long unused = Crowd.run(
                        20,
                        n -> MYSQL.unitOfWork().run(() -> {
                            boolean used = sessions.lockToken(first)
                                    .orElseThrow()
                                    .usedAt()
                                    .isPresent();
                            sessions.rotate(session, first, digest(n + " of " + session), NOW, LATER);
                            return used;
                        }))
                .stream()
                .filter(used -> !used)
                .count();

        assertThat(unused).isEqualTo(1);
    }
}
