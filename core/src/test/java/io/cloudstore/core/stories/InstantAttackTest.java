package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.CONTENT_DIFFERS;
import static io.cloudstore.protocol.problem.ProblemCode.INVALID_REQUEST;
import static io.cloudstore.protocol.problem.ProblemCode.NOT_FOUND;
import static io.cloudstore.protocol.problem.ProblemCode.RATE_LIMITED;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.blob.Life;
import io.cloudstore.core.instant.InstantOutcome;
import io.cloudstore.core.instant.InstantOutcome.Prove;
import io.cloudstore.core.instant.InstantOutcome.Send;
import io.cloudstore.core.instant.InstantOutcome.Stored;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.memory.Client;
import io.cloudstore.core.memory.Cloud;
import io.cloudstore.core.memory.Interceptor;
import io.cloudstore.core.memory.Server;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.instant.Challenge;
import io.cloudstore.protocol.instant.Nonce;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody tries who wants content that they don't have, or wants to know what others have. */
class InstantAttackTest extends Story {
    /** What Ann has and Bob wants. */
    private static final Bytes SECRET = LARGE;

    private static final Duration ANSWER = Duration.ofSeconds(2);

    private Upload bobs;

    @BeforeEach
    void ann_has_it() {
        invariants.watch();
        ann.upload("a", SECRET);
        server.drain();
        bobs = bob.open("b", SECRET);
    }

    private static Challenge challenge(InstantOutcome outcome) {
        assertThat(outcome).isInstanceOf(Prove.class);
        return ((Prove) outcome).challenge();
    }

    private void nothingIsWon(InstantOutcome answer) {
        assertThat(answer).isEqualTo(new Send());
        assertThat(bob.show(bobs.id()).state()).isEqualTo(UploadState.OPEN);
        assertThat(bob.names()).isEmpty();
    }

    @Test
    void the_hash_alone_opens_nothing() {
        Challenge asked = challenge(bob.claim(bobs.id(), SECRET));
        List<Sha256> guessed = Collections.nCopies(20, SECRET.contentId().digest());
        nothingIsWon(bob.prove(bobs.id(), guessed));
        assertThat(asked.nonce())
                .isNotEqualTo(challenge(bob.claim(bobs.id(), SECRET)).nonce());
    }

    @Test
    void one_wrong_proof_among_the_right_ones_is_a_wrong_answer() {
        for (int wrong = 0; wrong < Challenge.RANGES; wrong++) {
            List<Sha256> proofs = new ArrayList<>(Client.proofs(challenge(bob.claim(bobs.id(), SECRET)), SECRET));
            byte[] bytes = proofs.get(wrong).bytes();
            bytes[31] ^= 1;
            proofs.set(wrong, Sha256.of(bytes));
            nothingIsWon(bob.prove(bobs.id(), proofs));
        }
    }

    @Test
    void right_proofs_in_another_order_are_a_wrong_answer() {
        nothingIsWon(bob.prove(
                bobs.id(),
                Client.proofs(challenge(bob.claim(bobs.id(), SECRET)), SECRET).reversed()));
    }

    @Test
    void a_proof_for_another_nonce_is_worth_nothing() {
        Challenge asked = challenge(bob.claim(bobs.id(), SECRET));
        var other = new Challenge(asked.uploadId(), Nonce.of(cloud.draw.secret(32)), asked.size());
        nothingIsWon(bob.prove(bobs.id(), Client.proofs(other, SECRET)));
    }

    @Test
    void a_new_challenge_ends_the_one_before() {
        Challenge first = challenge(bob.claim(bobs.id(), SECRET));
        Challenge second = challenge(bob.claim(bobs.id(), SECRET));
        assertThat(second.nonce()).isNotEqualTo(first.nonce());
        nothingIsWon(bob.prove(bobs.id(), Client.proofs(first, SECRET)));
    }

    @Test
    void a_proof_for_another_upload_is_worth_nothing() {
        Upload other = bob.open("c", SECRET);
        Challenge asked = challenge(bob.claim(bobs.id(), SECRET));
        Challenge others = challenge(bob.claim(other.id(), SECRET));
        nothingIsWon(bob.prove(bobs.id(), Client.proofs(others, SECRET)));
        var mixed = new Challenge(other.id().value(), asked.nonce(), asked.size());
        challenge(bob.claim(bobs.id(), SECRET));
        nothingIsWon(bob.prove(bobs.id(), Client.proofs(mixed, SECRET)));
    }

    @Test
    void a_proof_for_another_accounts_upload_is_worth_nothing() {
        Client carol = new Client(cloud, server, cloud.person("carol", QUOTA));
        Upload carols = carol.open("c", SECRET);
        Challenge hers = challenge(carol.claim(carols.id(), SECRET));
        refused(NOT_FOUND, () -> bob.prove(carols.id(), Client.proofs(hers, SECRET)));
        challenge(bob.claim(bobs.id(), SECRET));
        nothingIsWon(bob.prove(bobs.id(), Client.proofs(hers, SECRET)));
        assertThat(carol.prove(carols.id(), Client.proofs(hers, SECRET))).isInstanceOf(Stored.class);
    }

    @Test
    void an_answer_counts_once_so_that_nobody_can_try_again() {
        Challenge asked = challenge(bob.claim(bobs.id(), SECRET));
        nothingIsWon(bob.prove(bobs.id(), Client.proofs(asked, SECRET.damaged())));
        nothingIsWon(bob.prove(bobs.id(), Client.proofs(asked, SECRET)));
    }

    @Test
    void a_proof_that_was_good_for_one_upload_is_not_replayed_for_another() {
        Challenge asked = challenge(bob.claim(bobs.id(), SECRET));
        List<Sha256> proofs = Client.proofs(asked, SECRET);
        assertThat(bob.prove(bobs.id(), proofs)).isInstanceOf(Stored.class);
        Client carol = new Client(cloud, server, cloud.person("carol", QUOTA));
        Upload carols = carol.open("c", SECRET);
        challenge(carol.claim(carols.id(), SECRET));
        assertThat(carol.prove(carols.id(), proofs)).isEqualTo(new Send());
        assertThat(carol.names()).isEmpty();
    }

    @Test
    void a_proof_without_a_challenge_is_worth_nothing() {
        var made = new Challenge(bobs.id().value(), Nonce.of(new byte[32]), SECRET.length());
        nothingIsWon(bob.prove(bobs.id(), Client.proofs(made, SECRET)));
    }

    @Test
    void a_proof_after_the_challenges_end_is_worth_nothing() {
        Challenge asked = challenge(bob.claim(bobs.id(), SECRET));
        cloud.clock.pass(Duration.ofMinutes(5));
        nothingIsWon(bob.prove(bobs.id(), Client.proofs(asked, SECRET)));

        Challenge again = challenge(bob.claim(bobs.id(), SECRET));
        cloud.clock.pass(Duration.ofMinutes(5).minusMillis(1));
        assertThat(bob.prove(bobs.id(), Client.proofs(again, SECRET))).isInstanceOf(Stored.class);
    }

    /** (c) of the attacks: whoever claims Y and sends X must not make others who have Y get X. */
    @Test
    void an_upload_that_claims_one_content_and_sends_another_poisons_nothing() {
        Bytes y = Bytes.of(11, 3 * MIB);
        Bytes x = Bytes.of(12, 3 * MIB);
        Upload poison = bob.open("poison", y);
        challenge(bob.claim(poison.id(), y));
        bob.put(bob.sign(poison.id(), x), x);
        refused(CONTENT_DIFFERS, () -> bob.complete(poison.id(), y));
        assertThat(bob.complete(poison.id(), x)).isPresent();
        server.drain();

        Client carol = new Client(cloud, server, cloud.person("carol", QUOTA));
        Upload carols = carol.open("y", y);
        assertThat(carol.instant(carols.id(), y)).as("nobody has Y").isEqualTo(new Send());
        assertThat(bob.claim(bob.open("y", y).id(), y)).as("nor does Bob").isInstanceOf(Prove.class);
        carol.send(carols.id(), y);
        var hers = carol.complete(carols.id(), y).orElseThrow();
        assertThat(carol.download(hers.file())).contains(y);
    }

    @Test
    void a_claim_alone_is_nothing_that_another_claim_can_meet() {
        Bytes nobodys = Bytes.of(13, 3 * MIB);
        Upload first = ann.open("x", nobodys);
        challenge(ann.claim(first.id(), nobodys));
        Upload second = bob.open("x", nobodys);
        nothingIsWon(bob.instant(second.id(), nobodys));
        assertThat(ann.claim(ann.open("y", nobodys).id(), nobodys)).isInstanceOf(Prove.class);
    }

    @Test
    void probing_at_speed_meets_a_limit() {
        for (int i = 0; i < 120; i++) {
            challenge(bob.claim(bobs.id(), SECRET));
        }
        assertThat(refused(RATE_LIMITED, () -> bob.claim(bobs.id(), SECRET)).retryAfterSeconds())
                .isEqualTo(60);
        refused(RATE_LIMITED, () -> bob.prove(bobs.id(), List.of()));
        assertThat(ann.claim(ann.open("c", SECRET).id(), SECRET))
                .as("others go on")
                .isInstanceOf(Stored.class);
        cloud.clock.pass(Duration.ofMinutes(1));
        challenge(bob.claim(bobs.id(), SECRET));
    }

    @Test
    void proofs_that_nobody_asked_for_or_that_come_late_count_as_claims_and_are_answered_at_their_time() {
        cloud.limitClaims(2);
        Client prober = new Client(cloud, cloud.server(), bob.account);
        List<Sha256> proofs = Client.proofs(challenge(prober.claim(bobs.id(), SECRET)), SECRET);
        cloud.clock.pass(Duration.ofMinutes(5));

        assertThat(prober.prove(bobs.id(), proofs)).as("late").isEqualTo(new Send());
        assertThat(prober.prove(bobs.id(), proofs)).as("unasked").isEqualTo(new Send());
        Instant before = cloud.clock.instant();
        refused(RATE_LIMITED, () -> prober.prove(bobs.id(), proofs));
        assertThat(Duration.between(before, cloud.clock.instant())).isEqualTo(Duration.ofSeconds(2));
        refused(RATE_LIMITED, () -> prober.claim(bobs.id(), SECRET));
    }

    /** The database counts; what Redis does for the limit of calls has no part in it. */
    @Test
    void probing_while_the_cache_is_away_meets_the_same_limit() {
        cloud.limitClaims(3);
        Server limited = cloud.server(new Interceptor() {
            @Override
            protected Object around(String site, List<Object> arguments, Callable<Object> real) throws Exception {
                if (site.startsWith("LimitCalls.")) {
                    throw new IllegalStateException("no Redis");
                }
                return real.call();
            }
        });
        Client prober = new Client(cloud, limited, bob.account);
        for (int i = 0; i < 3; i++) {
            challenge(prober.claim(bobs.id(), SECRET));
        }
        refused(RATE_LIMITED, () -> prober.claim(bobs.id(), SECRET));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 19, 21, 10_000})
    void proofs_of_another_number_are_refused_before_anything_is_looked_up_and_count_as_a_claim(int number) {
        cloud.limitClaims(1);
        List<String> asked = new ArrayList<>();
        Server limited = cloud.server(new Interceptor() {
            @Override
            protected Object around(String site, List<Object> arguments, Callable<Object> real) throws Exception {
                asked.add(site);
                return real.call();
            }
        });
        Client prober = new Client(cloud, limited, bob.account);
        challenge(bob.claim(bobs.id(), SECRET));
        cloud.clock.pass(Duration.ofMinutes(1));
        List<Sha256> proofs = Collections.nCopies(number, Sha256.digestOf(new byte[0]));

        refused(INVALID_REQUEST, () -> prober.prove(bobs.id(), proofs));
        refused(RATE_LIMITED, () -> prober.prove(bobs.id(), proofs));
        assertThat(asked).containsOnly("FindUpload.find", "CountAttempts.count");
        assertThat(bob.prove(bobs.id(), Client.proofs(challenge(bob.claim(bobs.id(), SECRET)), SECRET)))
                .isInstanceOf(Stored.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Life.class,
            names = {"QUARANTINED", "DELETING"})
    void content_that_may_not_be_had_is_not_had_by_a_perfect_proof(Life life) {
        Bytes dying = Bytes.of(14, 3 * MIB);
        cloud.life(cloud.tombstoned(dying, invariants), life);
        Upload upload = bob.open("d", dying);
        assertThat(bob.instant(upload.id(), dying)).isEqualTo(new Send());
    }

    /** A claim says the same, and asks for the same, whatever is stored: also to the database and the store. */
    @Test
    void a_claim_is_answered_alike_whatever_is_stored() {
        Bytes unknown = Bytes.of(15, SECRET.length());
        Bytes tombstoned = Bytes.of(16, SECRET.length());
        Bytes quarantined = Bytes.of(17, SECRET.length());
        cloud.tombstoned(tombstoned, invariants);
        cloud.life(cloud.tombstoned(quarantined, invariants), Life.QUARANTINED);
        List<List<String>> asked = new ArrayList<>();
        for (Bytes each : List.of(SECRET, unknown, tombstoned, quarantined)) {
            List<String> sites = new ArrayList<>();
            Server seen = cloud.server(noting(sites));
            Challenge challenge = challenge(new Client(cloud, seen, bob.account).claim(bobs.id(), each));
            assertThat(challenge.ranges()).hasSize(Challenge.RANGES);
            asked.add(sites);
        }
        assertThat(asked).containsOnly(asked.getFirst());
        assertThat(asked.getFirst())
                .as("nothing is looked up but what the account itself has")
                .filteredOn(site -> site.startsWith("FindBlob.") || site.startsWith("ReadRanges."))
                .containsExactly("FindBlob.own");
    }

    /** As much is read of something else as would be of the content itself, and the answer leaves at the same moment. */
    @ParameterizedTest
    @ValueSource(longs = {MIB, 2 * MIB, 17 * MIB, 40 * MIB})
    void a_failed_proof_is_answered_alike_whatever_is_stored(long size) {
        Bytes there = Bytes.of(18, size);
        Bytes unknown = Bytes.of(19, size);
        Bytes tombstoned = Bytes.of(20, size);
        Bytes quarantined = Bytes.of(21, size);
        ann.upload("t", there);
        cloud.tombstoned(tombstoned, invariants);
        cloud.life(cloud.tombstoned(quarantined, invariants), Life.QUARANTINED);
        server.drain();
        List<String> seen = new ArrayList<>();
        for (Bytes each : List.of(there, unknown, tombstoned, quarantined)) {
            Upload upload = bob.open("x", each);
            Challenge challenge = challenge(bob.claim(upload.id(), each));
            List<String> reads = new ArrayList<>();
            Client prober = new Client(cloud, cloud.server(noting(reads)), bob.account);
            Instant arrival = cloud.clock.instant();
            InstantOutcome answer = prober.prove(upload.id(), Client.proofs(challenge, each.damaged()));
            seen.add(answer + " after " + Duration.between(arrival, cloud.clock.instant()) + " "
                    + reads.stream()
                            .filter(site -> site.startsWith("ReadRanges"))
                            .toList());
        }
        assertThat(seen).containsOnly(new Send() + " after " + ANSWER + " [ReadRanges.read]");
    }

    private static Interceptor noting(List<String> sites) {
        return new Interceptor() {
            @Override
            protected Object around(String site, List<Object> arguments, Callable<Object> real) throws Exception {
                sites.add(site);
                return real.call();
            }
        };
    }

    private Duration answersAfter(Server slow, Bytes truth) {
        Client prover = new Client(cloud, slow, cloud.person("prover" + cloud.draw.id(), QUOTA));
        Upload upload = prover.open("x", SECRET);
        Challenge asked = challenge(prover.claim(upload.id(), SECRET));
        Instant arrival = cloud.clock.instant();
        prover.prove(upload.id(), Client.proofs(asked, truth));
        return Duration.between(arrival, cloud.clock.instant());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_400, 1_999, 2_000})
    void however_long_the_work_takes_hit_and_miss_leave_at_the_same_time(long milliseconds) {
        Runnable work = () -> cloud.clock.pass(Duration.ofMillis(milliseconds));
        Server slow = cloud.server(Interceptor.once("FindBlob.find", true, work));
        Server slowToo = cloud.server(Interceptor.once("FindBlob.find", true, work));
        assertThat(answersAfter(slow, SECRET)).isEqualTo(ANSWER);
        assertThat(answersAfter(slowToo, SECRET.damaged())).isEqualTo(ANSWER);
    }

    @Test
    void work_that_takes_longer_is_answered_at_the_next_multiple() {
        Server slow = cloud.server(
                Interceptor.once("ReadRanges.read", true, () -> cloud.clock.pass(Duration.ofMillis(2_001))));
        assertThat(answersAfter(slow, SECRET.damaged())).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void reads_that_would_be_late_are_not_begun_and_are_a_miss() {
        Server slow =
                cloud.server(Interceptor.once("FindBlob.find", true, () -> cloud.clock.pass(Duration.ofMillis(1_500))));
        assertThat(answersAfter(slow, SECRET)).isEqualTo(ANSWER);
        assertThat(files()).containsExactly("a");
    }

    private List<String> files() {
        return cloud.database.read(tables ->
                tables.files.values().stream().map(file -> file.name().value()).toList());
    }

    @Test
    void a_store_that_fails_is_a_miss_like_any_other() {
        Server failing = cloud.server(new Interceptor() {
            @Override
            protected Object around(String site, List<Object> arguments, Callable<Object> real) throws Exception {
                if (site.startsWith("ReadRanges.")) {
                    throw new StoreFailed(site, new IllegalStateException("503 Slow Down"));
                }
                return real.call();
            }
        });
        assertThat(answersAfter(failing, SECRET)).isEqualTo(ANSWER);
        assertThat(files()).containsExactly("a");
    }

    @Test
    void content_whose_object_is_gone_is_a_miss_like_any_other() {
        Server blind = cloud.server(new Interceptor() {
            @Override
            protected Object around(String site, List<Object> arguments, Callable<Object> real) throws Exception {
                return site.startsWith("ReadRanges.") ? Optional.empty() : real.call();
            }
        });
        assertThat(answersAfter(blind, SECRET)).isEqualTo(ANSWER);
        assertThat(files()).containsExactly("a");
    }

    /** Where nothing at all is shared, there is nothing to read either. */
    @Test
    void a_decoy_of_an_empty_installation_is_none() {
        var empty = new Cloud(3);
        Client first = new Client(empty, empty.server(), empty.person("first", QUOTA));
        Instant begin = empty.clock.instant();
        assertThat(first.instant(first.open("x", SECRET).id(), SECRET)).isEqualTo(new Send());
        assertThat(Duration.between(begin, empty.clock.instant())).isEqualTo(ANSWER);
    }

    /** The seeded draw repeats itself by seed; that nonces don't is the system's draw's own test. */
    @Test
    void every_challenge_has_a_nonce_of_its_own() {
        List<Nonce> nonces = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            nonces.add(challenge(bob.claim(bobs.id(), SECRET)).nonce());
        }
        assertThat(nonces).doesNotHaveDuplicates();
        assertThat(challenge(bob.claim(bobs.id(), SECRET)).uploadId())
                .isEqualTo(UUID.fromString(bobs.id().toString()));
    }
}
