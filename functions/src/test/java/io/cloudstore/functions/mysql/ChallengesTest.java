package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.World.MYSQL;
import static io.cloudstore.functions.mysql.World.NOW;
import static io.cloudstore.functions.mysql.World.challenge;
import static io.cloudstore.functions.mysql.World.upload;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.instant.KeepChallenge;
import io.cloudstore.core.instant.KeepChallenge.Pending;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.protocol.content.PartPlan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengesTest {
    private final KeepChallenge challenges = MYSQL.keepChallenge();
    private final AccountId owner = World.account().id();

    private boolean put(UploadId upload, Pending challenge) {
        return challenges.put(upload, challenge, NOW);
    }

    @Test
    void an_uploads_end_moves_on_with_a_challenge_and_never_back() {
        Upload upload = upload(owner, 1);
        challenges.put(upload.id(), challenge(upload), upload.expiresAt().plusSeconds(60));
        put(upload.id(), challenge(upload));

        assertThat(MYSQL.findUpload().find(upload.id()).orElseThrow().expiresAt())
                .isEqualTo(upload.expiresAt().plusSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, PartPlan.SMALLEST_PART + 1, PartPlan.LARGEST_SIZE})
    void a_challenge_is_used_as_it_was_put_and_once(long size) {
        Upload upload = upload(owner, size);
        Pending put = challenge(upload);
        assertThat(challenges.use(upload.id(), NOW)).as("there is none").isEmpty();

        assertThat(put(upload.id(), put)).isTrue();
        assertThat(challenges.use(upload.id(), NOW)).contains(put);
        assertThat(challenges.use(upload.id(), NOW)).isEmpty();
    }

    @Test
    void a_new_challenge_takes_the_place_of_the_one_before() {
        Upload upload = upload(owner, 1);
        put(upload.id(), challenge(upload));
        Pending second = challenge(upload);
        put(upload.id(), second);

        assertThat(challenges.use(upload.id(), NOW)).contains(second);
        assertThat(challenges.use(upload.id(), NOW)).isEmpty();
    }

    @Test
    void of_ten_proofs_at_once_for_one_challenge_one_counts() {
        for (int round = 0; round < 20; round++) {
            Upload upload = upload(owner, 1);
            Pending put = challenge(upload);
            put(upload.id(), put);

            List<Optional<Pending>> used = Crowd.run(10, n -> challenges.use(upload.id(), NOW));
            assertThat(used).filteredOn(Optional::isPresent).containsExactly(Optional.of(put));
        }
    }

    @Test
    void a_challenge_that_has_ended_is_no_more() {
        Upload upload = upload(owner, 1);
        Pending put = challenge(upload);
        put(upload.id(), put);

        assertThat(challenges.use(upload.id(), put.expiresAt())).isEmpty();
        assertThat(challenges.use(upload.id(), put.expiresAt().minusNanos(1_000)))
                .contains(put);
    }

    @ParameterizedTest
    @EnumSource(
            value = UploadState.class,
            names = {"MERGING", "ABORTED", "EXPIRED"})
    void only_an_open_upload_has_a_challenge(UploadState state) {
        Upload upload = upload(owner, 1);
        put(upload.id(), challenge(upload));
        MYSQL.unitOfWork().run(() -> MYSQL.storeUpload().move(upload.id(), UploadState.OPEN, state, NOW));

        assertThat(challenges.use(upload.id(), NOW)).isEmpty();
        assertThat(put(upload.id(), challenge(upload))).isFalse();
        assertThat(put(new UploadId(World.id()), challenge(upload))).isFalse();
        assertThat(challenges.use(new UploadId(World.id()), NOW)).isEmpty();
    }
}
