package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.CONTENT_REJECTED;
import static io.cloudstore.protocol.problem.ProblemCode.PARTS_MISSING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.memory.Client;
import io.cloudstore.core.memory.Interceptor;
import io.cloudstore.core.memory.Server;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.core.work.StoreFailed;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The store no longer has what it took, or has something else: the upload begins anew or is rejected, no file is made. */
class StoreLosesTest extends Story {
    @Test
    void a_multipart_upload_that_is_gone_gives_the_upload_a_new_key_with_nothing_held() {
        Upload upload = ann.open("a", LARGE);
        ann.send(upload.id(), LARGE);
        cloud.staging.lose(upload.stagingKey());
        assertThat(ann.held(upload.id())).isEmpty();
        assertThat(ann.show(upload.id()).stagingKey()).isNotEqualTo(upload.stagingKey());
        assertThat(refused(PARTS_MISSING, () -> ann.complete(upload.id(), LARGE))
                        .missingParts())
                .containsExactly(1, 2, 3);
        ann.send(upload.id(), LARGE);
        FileId file = ann.complete(upload.id(), LARGE).orElseThrow().file();
        assertThat(ann.download(file)).contains(LARGE);
    }

    @Test
    void a_merge_that_finds_nothing_waits_for_a_while_and_then_opens_the_upload_again() {
        Upload upload = ann.open("a", LARGE);
        ann.send(upload.id(), LARGE);
        cloud.staging.lose(upload.stagingKey());
        assertThat(ann.complete(upload.id(), LARGE)).isEmpty();
        server.live(Duration.ofMinutes(30));
        assertThat(ann.show(upload.id()).state()).isEqualTo(UploadState.OPEN);
        ann.send(upload.id(), LARGE);
        assertThat(ann.complete(upload.id(), LARGE)).isPresent();
        server.live(Duration.ofHours(2));
        invariants.atRest();
    }

    /** Another process' Complete arrives between our look at the object and our look at its parts. */
    @Test
    void a_multipart_upload_used_up_meanwhile_is_no_missing_part() {
        Upload upload = ann.open("a", LARGE);
        ann.send(upload.id(), LARGE);
        Server slow = cloud.server(Interceptor.once(
                "StagingStore.listParts", false, () -> cloud.staging.completeAsSent(upload.stagingKey())));
        assertThat(new Client(cloud, slow, ann.account).complete(upload.id(), LARGE))
                .isPresent();
    }

    /** The same, between our look at the parts and our own Complete. */
    @Test
    void a_multipart_upload_used_up_just_before_our_complete_is_no_missing_part() {
        Upload upload = ann.open("a", LARGE);
        ann.send(upload.id(), LARGE);
        Server slow = cloud.server(Interceptor.once(
                "StagingStore.complete", false, () -> cloud.staging.completeAsSent(upload.stagingKey())));
        assertThat(new Client(cloud, slow, ann.account).complete(upload.id(), LARGE))
                .isPresent();
    }

    /** Another process' Complete has used the multipart upload up: that is not a missing part. */
    @Test
    void no_such_upload_means_looking_at_the_object_again() {
        Upload upload = ann.open("a", LARGE);
        ann.send(upload.id(), LARGE);
        Server slow = cloud.server(Interceptor.once("StagingStore.listParts", false, () -> {
            cloud.clock.pass(Duration.ofSeconds(31));
            assertThat(ann.complete(upload.id(), LARGE)).isPresent();
        }));
        Optional<?> answer = new Client(cloud, slow, ann.account).complete(upload.id(), LARGE);
        assertThat(answer).isEmpty();
        assertThat(ann.names()).containsExactly("a");
        assertThat(ann.show(upload.id()).state()).isEqualTo(UploadState.MERGED);
    }

    @Test
    void a_small_object_with_another_digest_gives_the_upload_a_new_key() {
        Upload upload = ann.open("a", SMALL);
        ann.sign(upload.id(), SMALL);
        cloud.staging.overwrite(
                upload.stagingKey(),
                SMALL.damaged(),
                Optional.of(SMALL.damaged().contentId()));
        assertThat(refused(PARTS_MISSING, () -> ann.complete(upload.id(), SMALL))
                        .missingParts())
                .containsExactly(1);
        assertThat(ann.show(upload.id()).stagingKey()).isNotEqualTo(upload.stagingKey());
        ann.send(upload.id(), SMALL);
        assertThat(ann.complete(upload.id(), SMALL)).isPresent();
        server.live(Duration.ofHours(2));
        invariants.atRest();
    }

    @Test
    void an_object_without_an_attested_checksum_is_no_file() {
        Upload upload = ann.open("a", SMALL);
        ann.sign(upload.id(), SMALL);
        cloud.staging.overwrite(upload.stagingKey(), SMALL, Optional.empty());
        assertThat(ann.held(upload.id())).isEmpty();
        refused(PARTS_MISSING, () -> ann.complete(upload.id(), SMALL));
    }

    @Test
    void a_large_object_that_is_not_what_was_signed_is_rejected_and_its_quota_returned() {
        Upload upload = ann.open("a", LARGE);
        ann.send(upload.id(), LARGE);
        cloud.staging.overwrite(
                upload.stagingKey(),
                LARGE.damaged(),
                Optional.of(LARGE.damaged().contentId()));
        refused(CONTENT_REJECTED, () -> ann.complete(upload.id(), LARGE));
        refused(CONTENT_REJECTED, () -> ann.complete(upload.id(), LARGE));
        assertThat(ann.show(upload.id()).state()).isEqualTo(UploadState.REJECTED);
        assertThat(account(ann).reservedBytes()).isZero();
        assertThat(ann.names()).isEmpty();
        server.live(Duration.ofHours(2));
        invariants.atRest();
    }

    /** Failures of the store say nothing about the parts: they don't use up the patience with an object that is on its way. */
    @Test
    void after_an_outage_an_object_still_being_put_together_is_waited_for() {
        Upload upload = ann.open("a", LARGE);
        ann.send(upload.id(), LARGE);
        Client cutOff = new Client(cloud, cloud.server(Interceptor.storeFailsFor(upload.stagingKey())), ann.account);
        for (int i = 0; i < 8; i++) {
            assertThat(cutOff.complete(upload.id(), LARGE)).isEmpty();
            cloud.clock.pass(Duration.ofMinutes(10));
        }
        cloud.staging.lose(upload.stagingKey());
        assertThat(ann.complete(upload.id(), LARGE)).isEmpty();
        assertThat(ann.show(upload.id()).state()).isEqualTo(UploadState.MERGING);

        cloud.staging.overwrite(upload.stagingKey(), LARGE, Optional.of(LARGE.contentId()));
        assertThat(ann.complete(upload.id(), LARGE)).isPresent();
    }

    @Test
    void a_merge_that_keeps_failing_rings_the_alarm_once() {
        Upload upload = ann.open("a", LARGE);
        ann.send(upload.id(), LARGE);
        Server cutOff = cloud.server(Interceptor.storeFailsFor(upload.stagingKey()));
        new Client(cloud, cutOff, ann.account).complete(upload.id(), LARGE);
        for (int i = 0; i < 10; i++) {
            cloud.clock.pass(Duration.ofHours(2));
            assertThat(catchThrowable(() -> cutOff.finish.finish(upload.id()))).isInstanceOf(StoreFailed.class);
        }
        assertThat(cloud.alarms.rang()).containsExactly("job-keeps-failing");
    }

    /** F24: the store is away for ten minutes in the middle of everything. */
    @Test
    void an_outage_delays_the_merge_and_the_transfer_and_fails_neither() {
        Upload upload = ann.open("a", LARGE);
        ann.send(upload.id(), LARGE);
        Server cutOff = cloud.server(Interceptor.storeFailsFor(upload.stagingKey()));
        assertThat(new Client(cloud, cutOff, ann.account).complete(upload.id(), LARGE))
                .isEmpty();
        for (int i = 0; i < 10; i++) {
            cloud.clock.pass(Duration.ofMinutes(1));
            assertThat(ann.show(upload.id()).state()).isEqualTo(UploadState.MERGING);
        }
        server.live(Duration.ofMinutes(10));
        assertThat(ann.names()).containsExactly("a");
        server.live(Duration.ofHours(2));
        invariants.atRest();
    }
}
