package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.UPLOAD_CLOSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.memory.Bucket.Answer;
import io.cloudstore.core.memory.Client;
import io.cloudstore.core.memory.Interceptor;
import io.cloudstore.core.memory.Server;
import io.cloudstore.core.upload.SignParts.Signed;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An upload given up by its owner: the quota comes back at once, the key is cleaned now and when its URLs are dead. */
class AbortTest extends Story {
    @Test
    void quota_comes_back_at_once_and_aborting_twice_is_fine() {
        Upload upload = ann.open("a", LARGE);
        ann.send(upload.id(), LARGE);
        server.abort.abort(ann.account, upload.id());
        server.abort.abort(ann.account, upload.id());
        assertThat(account(ann).reservedBytes()).isZero();
        assertThat(ann.show(upload.id()).state()).isEqualTo(UploadState.ABORTED);
        refused(UPLOAD_CLOSED, () -> ann.sign(upload.id(), LARGE));
        refused(UPLOAD_CLOSED, () -> ann.complete(upload.id(), LARGE));
    }

    @Test
    void parts_already_sent_are_removed_at_once() {
        Upload upload = ann.open("a", LARGE);
        ann.send(upload.id(), LARGE);
        server.abort.abort(ann.account, upload.id());
        server.drain();
        assertThat(cloud.staging.multipartKeys()).isEmpty();
    }

    @Test
    void what_still_arrives_through_a_living_url_is_removed_an_hour_after_the_url_died() {
        Upload upload = ann.open("a", SMALL);
        List<Signed> signed = ann.sign(upload.id(), SMALL);
        server.abort.abort(ann.account, upload.id());
        server.drain();
        cloud.clock.pass(Duration.ofMinutes(14));
        assertThat(ann.put(signed, SMALL)).containsExactly(Answer.OK);
        server.live(Duration.ofMinutes(50));
        assertThat(ann.names()).isEmpty();
        assertThat(cloud.staging.keys()).containsExactly(upload.stagingKey());
        server.live(Duration.ofMinutes(13));
        assertThat(cloud.staging.keys()).isEmpty();
        assertThat(isCleaned(upload.stagingKey())).isTrue();
        invariants.atRest();
    }

    /** F10: the abort comes while the merge is under way. */
    @Test
    void a_merging_upload_is_not_aborted() {
        Upload upload = ann.open("a", LARGE);
        ann.send(upload.id(), LARGE);
        Server slow = cloud.server(Interceptor.once(
                "StagingStore.complete",
                false,
                () -> refused(UPLOAD_CLOSED, () -> server.abort.abort(ann.account, upload.id()))));
        assertThat(new Client(cloud, slow, ann.account).complete(upload.id(), LARGE))
                .isPresent();
        assertThat(ann.names()).containsExactly("a");
    }

    /** F10: the abort comes between the look at the parts and the beginning of the merge. */
    @Test
    void an_abort_just_before_the_merge_begins_wins() {
        Upload upload = ann.open("a", LARGE);
        ann.send(upload.id(), LARGE);
        Server slow = cloud.server(
                Interceptor.once("FindUpload.parts", true, () -> server.abort.abort(ann.account, upload.id())));
        refused(UPLOAD_CLOSED, () -> new Client(cloud, slow, ann.account).complete(upload.id(), LARGE));
        assertThat(ann.names()).isEmpty();
    }
}
