package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.INVALID_REQUEST;
import static io.cloudstore.protocol.problem.ProblemCode.NOT_FOUND;
import static io.cloudstore.protocol.problem.ProblemCode.UPLOAD_CLOSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.blob.DedupPolicy;
import io.cloudstore.core.blob.DedupPolicy.Scope;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.drive.Conflict;
import io.cloudstore.core.drive.FileId;
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
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.core.work.Budget;
import io.cloudstore.protocol.content.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file without sending it: one's own content at once, everybody's by proof. */
class InstantTest extends Story {
    private static final Bytes SHARED = Bytes.of(5, 2 * MIB);

    @BeforeEach
    void watch() {
        invariants.watch();
    }

    private Stored stored(InstantOutcome outcome) {
        assertThat(outcome).isInstanceOf(Stored.class);
        return (Stored) outcome;
    }

    private static Prove asked(InstantOutcome outcome) {
        assertThat(outcome).isInstanceOf(Prove.class);
        return (Prove) outcome;
    }

    private void isStored(Client who, Upload upload, Bytes content) {
        Upload now = who.show(upload.id());
        assertThat(now.state()).isEqualTo(UploadState.INSTANT);
        assertThat(who.download(now.file().orElseThrow())).contains(content);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, MIB - 1, MIB, 17 * MIB})
    void ones_own_content_is_a_hit_at_once_in_whichever_domain(long size) {
        Bytes content = Bytes.of(6, size);
        ann.upload("a", content);
        Upload again = ann.open("b", content);
        Stored hit = stored(ann.claim(again.id(), content));

        assertThat(hit.renamed()).isFalse();
        isStored(ann, again, content);
        assertThat(account(ann).usedBytes()).isEqualTo(2 * size);
        assertThat(account(ann).reservedBytes()).isZero();
        assertThat(blobs()).hasSize(1);
    }

    @Test
    void ones_own_content_is_a_hit_whatever_scope_and_threshold_say_today() {
        ann.upload("a", SHARED);
        assertThat(blob().domain()).isEqualTo(Domain.INSTALLATION);
        cloud.share(new DedupPolicy(Scope.ACCOUNT, 0));
        Client later = new Client(cloud, cloud.server(), ann.account);
        Upload again = later.open("b", SHARED);

        assertThat(again.domain()).isEqualTo(new Domain(ann.account.value()));
        stored(later.claim(again.id(), SHARED));
        isStored(later, again, SHARED);
        assertThat(blobs()).hasSize(1);
    }

    @Test
    void what_lies_in_ones_own_trash_is_ones_own() {
        FileId file = ann.upload("a", SMALL);
        server.trash.file(ann.account, file);
        stored(ann.claim(ann.open("b", SMALL).id(), SMALL));
    }

    @Test
    void anothers_content_is_a_hit_by_proof() {
        ann.upload("a", LARGE);
        Upload bobs = bob.open("b", LARGE);
        Prove asked = asked(bob.claim(bobs.id(), LARGE));
        assertThat(asked.challenge().ranges()).hasSize(20);
        assertThat(asked.expiresAt()).isEqualTo(cloud.clock.instant().plus(Duration.ofMinutes(5)));
        Stored hit = stored(bob.prove(bobs.id(), Client.proofs(asked.challenge(), LARGE)));

        isStored(bob, bobs, LARGE);
        assertThat(blobs()).hasSize(1);
        assertThat(account(bob).usedBytes()).as("each holder pays in full").isEqualTo(LARGE.length());
        assertThat(bob.names()).containsExactly("b");
        assertThat(stored(bob.claim(bobs.id(), LARGE))).as("a claim again").isEqualTo(hit);
        assertThat(stored(bob.prove(bobs.id(), Client.proofs(asked.challenge(), LARGE))))
                .as("a proof again")
                .isEqualTo(hit);
        assertThat(bob.complete(bobs.id(), LARGE).orElseThrow().file())
                .as("complete")
                .isEqualTo(hit.file());
        refused(UPLOAD_CLOSED, () -> server.abort.abort(bob.account, bobs.id()));
    }

    @Test
    void content_of_up_to_a_mebibyte_is_proven_whole() {
        Bytes content = Bytes.of(7, MIB);
        ann.upload("a", content);
        Upload bobs = bob.open("b", content);
        Prove asked = asked(bob.claim(bobs.id(), content));
        assertThat(asked.challenge().ranges()).hasSize(1);
        stored(bob.prove(bobs.id(), Client.proofs(asked.challenge(), content)));
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void content_is_read_wherever_it_is(Place place) {
        UploadId anns = ann.open("a", LARGE).id();
        ann.send(anns, LARGE);
        ann.complete(anns, LARGE);
        if (place == Place.STORED) {
            server.drain();
        } else {
            cloud.queue.lose();
            if (place == Place.COPYING) {
                server.transfer.transfer(blob().id(), new Budget(cloud.clock, cloud.clock.instant()));
            }
        }
        assertThat(blob().place()).isEqualTo(place);
        Upload bobs = bob.open("b", LARGE);
        stored(bob.instant(bobs.id(), LARGE));
        server.live(Duration.ofHours(3));
        isStored(bob, bobs, LARGE);
    }

    /** The row was read before the flip, the object after the staging bucket was cleaned. */
    @Test
    void content_that_moves_between_the_look_and_the_read_is_looked_for_once_more() {
        ann.upload("a", LARGE);
        cloud.queue.lose();
        Upload bobs = bob.open("b", LARGE);
        Server slow = cloud.server(Interceptor.once("FindBlob.find", true, () -> {
            server.transfer.transfer(blob().id(), new Budget(cloud.clock, Instant.MAX));
            cloud.staging.lose(blob().stagingKey());
        }));

        stored(new Client(cloud, slow, bob.account).instant(bobs.id(), LARGE));
        assertThat(blob().place()).isEqualTo(Place.STORED);
    }

    @Test
    void tombstoned_content_lives_again_by_a_proof() {
        var blob = cloud.tombstoned(LARGE, invariants);
        Upload bobs = bob.open("b", LARGE);
        stored(bob.instant(bobs.id(), LARGE));

        assertThat(blob().id()).isEqualTo(blob);
        assertThat(blob().life()).isEqualTo(Life.LIVE);
        isStored(bob, bobs, LARGE);
    }

    /** F37: the sweep commits DELETING after the bytes were compared, before the reference is taken. */
    @Test
    void content_that_began_to_be_deleted_after_the_look_is_not_taken() {
        var blob = cloud.tombstoned(LARGE, invariants);
        Upload bobs = bob.open("b", LARGE);
        Prove asked = asked(bob.claim(bobs.id(), LARGE));
        Server slow = cloud.server(Interceptor.once("ReadRanges.read", true, () -> cloud.life(blob, Life.DELETING)));

        InstantOutcome answer = slow.prove.prove(
                bob.account, bobs.id(), Client.proofs(asked.challenge(), LARGE), cloud.clock.instant());
        assertThat(answer).isEqualTo(new Send());
        assertThat(bob.show(bobs.id()).state()).isEqualTo(UploadState.OPEN);
        assertThat(account(bob).reservedBytes()).isEqualTo(LARGE.length());
    }

    /** The same for own content: its look-up saw it alive. */
    @Test
    void own_content_that_was_quarantined_after_the_look_is_not_taken() {
        ann.upload("a", LARGE);
        Upload again = ann.open("b", LARGE);
        Server slow =
                cloud.server(Interceptor.once("FindBlob.own", true, () -> cloud.life(blob().id(), Life.QUARANTINED)));

        assertThat(new Client(cloud, slow, ann.account).claim(again.id(), LARGE))
                .isInstanceOf(Prove.class);
        assertThat(ann.show(again.id()).state()).isEqualTo(UploadState.OPEN);
    }

    @Test
    void after_a_failed_proof_the_bytes_are_sent_and_the_file_is_there() {
        Upload bobs = bob.open("b", LARGE);
        assertThat(bob.instant(bobs.id(), LARGE)).isEqualTo(new Send());
        bob.send(bobs.id(), LARGE);
        assertThat(bob.complete(bobs.id(), LARGE)).isPresent();
    }

    @Test
    void what_was_sent_before_the_hit_is_removed() {
        ann.upload("a", LARGE);
        Upload bobs = bob.open("b", LARGE);
        bob.put(bob.sign(bobs.id(), LARGE, 1), LARGE);
        stored(bob.instant(bobs.id(), LARGE));
        server.live(Duration.ofHours(3));

        assertThat(isCleaned(bobs.stagingKey())).isTrue();
        assertThat(cloud.staging.multipartKeys()).isEmpty();
        isStored(bob, bobs, LARGE);
        invariants.atRest();
    }

    @Test
    void an_upload_that_merges_meanwhile_is_completed_and_not_taken() {
        ann.upload("a", LARGE);
        Upload bobs = bob.open("b", LARGE);
        bob.send(bobs.id(), LARGE);
        Prove asked = asked(bob.claim(bobs.id(), LARGE));
        Server slow = cloud.server(Interceptor.once("ReadRanges.read", true, () -> bob.complete(bobs.id(), LARGE)));
        List<Sha256> proofs = Client.proofs(asked.challenge(), LARGE);

        assertThat(slow.prove.prove(bob.account, bobs.id(), proofs, cloud.clock.instant()))
                .isEqualTo(new Send());
        assertThat(bob.prove(bobs.id(), proofs)).isEqualTo(new Send());
        assertThat(bob.complete(bobs.id(), LARGE)).isPresent();
        assertThat(bob.names()).containsExactly("b");
        refused(UPLOAD_CLOSED, () -> bob.claim(bobs.id(), LARGE));
    }

    @Test
    void the_name_policy_of_opening_holds() {
        ann.upload("a", SMALL);
        Upload again = ann.open("a", SMALL);
        assertThat(stored(ann.claim(again.id(), SMALL)).renamed()).isTrue();
        assertThat(ann.names()).containsExactlyInAnyOrder("a", "a (2)");
        Upload over = ann.open(ann.root(), "a", SMALL, Conflict.REPLACE);
        assertThat(stored(ann.claim(over.id(), SMALL)).renamed()).isFalse();
        assertThat(ann.names()).containsExactlyInAnyOrder("a", "a (2)");
    }

    @Test
    void scope_account_shares_with_nobody() {
        cloud.share(new DedupPolicy(Scope.ACCOUNT, 0));
        Server closed = cloud.server();
        new Client(cloud, closed, ann.account).upload("a", LARGE);
        Client other = new Client(cloud, closed, bob.account);
        Upload bobs = other.open("b", LARGE);

        assertThat(other.claim(bobs.id(), LARGE)).isEqualTo(new Send());
        other.send(bobs.id(), LARGE);
        assertThat(other.complete(bobs.id(), LARGE)).isPresent();
        assertThat(blobs()).hasSize(2);
    }

    @Test
    void asking_prolongs_an_upload_as_signing_does() {
        Upload bobs = bob.open("b", LARGE);
        cloud.clock.pass(Duration.ofDays(6));
        bob.claim(bobs.id(), LARGE);
        assertThat(bob.show(bobs.id()).expiresAt()).isEqualTo(bobs.expiresAt().plus(Duration.ofDays(6)));
    }

    @Test
    void claims_of_ones_own_content_are_not_counted() {
        cloud.limitClaims(1);
        Client again = new Client(cloud, cloud.server(), ann.account);
        again.upload("a", LARGE);

        for (int i = 0; i < 3; i++) {
            stored(again.claim(again.open("again " + i, LARGE).id(), LARGE));
        }
        asked(again.claim(again.open("b", SHARED).id(), SHARED));
    }

    @Test
    void below_the_threshold_it_is_send_at_once() {
        Bytes small = Bytes.of(8, Cloud.THRESHOLD - 1);
        ann.upload("a", small);
        assertThat(bob.claim(bob.open("b", small).id(), small)).isEqualTo(new Send());
    }

    /** Opened and challenged while content was everybody's. */
    @Test
    void a_scope_that_was_closed_after_the_challenge_closes_the_proof_too() {
        ann.upload("a", LARGE);
        Upload bobs = bob.open("b", LARGE);
        Prove asked = asked(bob.claim(bobs.id(), LARGE));
        cloud.share(new DedupPolicy(Scope.ACCOUNT, 0));
        Client later = new Client(cloud, cloud.server(), bob.account);

        assertThat(later.prove(bobs.id(), Client.proofs(asked.challenge(), LARGE)))
                .isEqualTo(new Send());
        assertThat(later.claim(bobs.id(), LARGE)).isEqualTo(new Send());
    }

    /** Opened while content was the account's own: its blob would be too. */
    @Test
    void a_scope_that_was_opened_since_opens_nothing_for_an_upload_of_before() {
        ann.upload("a", LARGE);
        cloud.share(new DedupPolicy(Scope.ACCOUNT, 0));
        Upload bobs = new Client(cloud, cloud.server(), bob.account).open("b", LARGE);
        assertThat(bob.claim(bobs.id(), LARGE)).isEqualTo(new Send());
    }

    @Test
    void an_upload_that_has_ended_otherwise_is_closed() {
        Upload aborted = bob.open("b", LARGE);
        Prove asked = asked(bob.claim(aborted.id(), LARGE));
        server.abort.abort(bob.account, aborted.id());
        refused(UPLOAD_CLOSED, () -> bob.claim(aborted.id(), LARGE));
        refused(UPLOAD_CLOSED, () -> bob.prove(aborted.id(), Client.proofs(asked.challenge(), LARGE)));
    }

    @Test
    void what_is_not_ones_own_upload_is_no_upload() {
        Upload bobs = bob.open("b", LARGE);
        Prove asked = asked(bob.claim(bobs.id(), LARGE));
        refused(NOT_FOUND, () -> ann.claim(bobs.id(), LARGE));
        refused(NOT_FOUND, () -> ann.prove(bobs.id(), Client.proofs(asked.challenge(), LARGE)));
    }

    @Test
    void a_content_id_of_another_number_of_parts_is_refused() {
        Upload bobs = bob.open("b", LARGE);
        refused(INVALID_REQUEST, () -> bob.claim(bobs.id(), SMALL));
    }
}
