package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.World.MYSQL;
import static io.cloudstore.functions.mysql.World.RAW;
import static io.cloudstore.functions.mysql.World.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.CreateFolder;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.Folder;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.work.ClaimKeys;
import io.cloudstore.core.work.ClaimKeys.Claim;
import io.cloudstore.core.work.CreationKey;
import io.cloudstore.functions.draw.Drawing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final String ROUTE = "POST /v1/uploads";
    private final ClaimKeys keys = MYSQL.claimKeys();
    private final AccountId owner = account().id();

    private Claim claim(String key, String body) {
        return new Claim(CreationKey.of(owner.value(), ROUTE, key, body), World.id());
    }

    private List<Claim> claim(Claim... claims) {
        return MYSQL.unitOfWork().run(() -> keys.claim(List.of(claims)));
    }

    private long rows() {
        return RAW.sql("SELECT COUNT(*) FROM idempotency WHERE account_id = ?")
                .param(Columns.bytes(owner.value()))
                .query(Long.class)
                .single();
    }

    @Test
    void a_free_key_is_taken_and_then_stands_for_what_it_was_taken_for() {
        Claim first = claim("key", "body");
        Claim second = claim("key", "another body");

        assertThat(claim(first)).containsExactly(first);
        assertThat(claim(second)).containsExactly(first);
    }

    @Test
    void each_account_and_each_route_has_keys_of_its_own() {
        Claim mine = claim("key", "body");
        Claim ofAnotherRoute = new Claim(CreationKey.of(owner.value(), "POST /v1/folders", "key", "body"), World.id());
        Claim ofAnotherAccount = new Claim(CreationKey.of(account().id().value(), ROUTE, "key", "body"), World.id());

        assertThat(claim(mine)).containsExactly(mine);
        assertThat(claim(ofAnotherRoute)).containsExactly(ofAnotherRoute);
        assertThat(claim(ofAnotherAccount)).containsExactly(ofAnotherAccount);
    }

    @Test
    void many_are_answered_in_the_order_in_which_they_were_asked() {
        Claim taken = claim("50", "body");
        claim(taken);
        List<Claim> claims = IntStream.rangeClosed(1, 100)
                .mapToObj(n -> claim("" + n, "body"))
                .toList();
        List<Claim> inForce = MYSQL.unitOfWork().run(() -> keys.claim(claims));

        assertThat(inForce).hasSize(100);
        assertThat(inForce.get(49)).isEqualTo(taken);
        assertThat(inForce.subList(50, 100)).isEqualTo(claims.subList(50, 100));
    }

    @Test
    void what_is_rolled_back_or_given_back_leaves_no_row() {
        Claim undone = claim("undone", "body");
        assertThatThrownBy(() -> MYSQL.unitOfWork().run(() -> {
                    keys.claim(List.of(undone));
                    throw new IllegalStateException("refused");
                }))
                .hasMessage("refused");
        Claim refused = claim("refused", "body");
        Claim kept = claim("kept", "body");
        MYSQL.unitOfWork().run(() -> {
            keys.claim(List.of(refused, kept));
            keys.release(List.of(refused));
        });

        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void the_callers_text_is_in_no_column() {
        claim(claim("a key that nobody is to read", "a body"));

        assertThat(RAW.sql("SELECT * FROM idempotency WHERE account_id = ?")
                        .param(Columns.bytes(owner.value()))
                        .query()
                        .singleRow()
                        .values())
                .noneMatch(value -> value.toString().contains("nobody")
                        || (value instanceof byte[] bytes && new String(bytes).contains("nobody")));
    }

    @Test
    void keys_go_after_a_day_and_others_stay() {
        claim(claim("old", "body"));
        claim(claim("young", "body"));
        Duration left = Duration.between(
                Instant.now(),
                RAW.sql("SELECT MAX(expires_at) AS e FROM idempotency WHERE account_id = ?")
                        .param(Columns.bytes(owner.value()))
                        .query((row, n) -> Columns.instant(row, "e"))
                        .single());
        RAW.sql("UPDATE idempotency SET expires_at = UTC_TIMESTAMP(6) WHERE key_hash = ? AND account_id = ?")
                .params(World.digest("old").bytes(), Columns.bytes(owner.value()))
                .update();
        MYSQL.forgetOld().forget(Duration.ofDays(30), 100_000);

        assertThat(left).isBetween(Duration.ofHours(23), Duration.ofHours(24));
        assertThat(rows()).isEqualTo(1);
    }

    /** F47. */
    @Test
    void of_fifty_at_once_under_one_key_one_takes_effect_and_all_get_its_answer() {
        var create = new CreateFolder(
                MYSQL.unitOfWork(),
                keys,
                MYSQL.lockAccount(),
                MYSQL.findEntries(),
                MYSQL.storeEntries(),
                64,
                Drawing.fromSystem(),
                Clock.systemUTC());
        Optional<CreationKey> key = Optional.of(CreationKey.of(owner.value(), "POST /v1/folders", "key", "f"));
        FolderId root = FolderId.rootOf(owner);
        List<Folder> answers = Crowd.run(50, n -> create.create(owner, root, new EntryName("f"), key));

        assertThat(answers).containsOnly(answers.getFirst());
        assertThat(MYSQL.findEntries().list(owner, root, Optional.empty(), 10)).hasSize(1);
        assertThat(rows()).isEqualTo(1);
    }

    /** Opposite orders, many times: two that hold what the other wants would wait for each other. */
    @Test
    void calls_with_the_same_keys_in_opposite_orders_end() {
        for (int round = 0; round < 20; round++) {
            List<Claim> some = IntStream.range(0, 20)
                    .mapToObj(n -> claim(UUID.randomUUID().toString(), "body"))
                    .toList();
            List<List<Claim>> answers =
                    Crowd.run(2, n -> MYSQL.unitOfWork().run(() -> keys.claim(n == 0 ? some : some.reversed())));

            assertThat(answers.getLast()).isEqualTo(answers.getFirst().reversed());
        }
    }

    /** The second waits for the end of the first: it must not answer for what may yet be undone. */
    @Test
    void a_repeat_waits_for_the_first_call_and_takes_its_place_when_that_is_undone() {
        Claim first = claim("key", "body");
        Claim second = claim("key", "body");
        var taken = new CountDownLatch(1);
        List<List<Claim>> answers = Crowd.run(2, n -> {
            if (n == 0) {
                assertThatThrownBy(() -> MYSQL.unitOfWork().run(() -> {
                            keys.claim(List.of(first));
                            taken.countDown();
                            awaitALockWait();
                            throw new IllegalStateException("undone");
                        }))
                        .hasMessage("undone");
                return List.of();
            }
            await(taken);
            return claim(second);
        });

        assertThat(answers.getLast()).containsExactly(second);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Somebody else's INSERT goes on, and on: a user may see that of its own connections, in MySQL and MariaDB. */
    private static void awaitALockWait() {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(4))
                .until(() -> RAW.sql("""
                                SELECT COUNT(*) FROM information_schema.processlist
                                WHERE id <> CONNECTION_ID() AND info LIKE 'INSERT INTO idempotency%'
                                """).query(Integer.class).single() > 0);
    }
}
