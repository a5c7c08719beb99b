package io.cloudstore.core.stories;

import static io.cloudstore.core.work.JobKind.CLEAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloudstore.core.memory.Interceptor;
import io.cloudstore.core.memory.Tables.JobState;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.core.work.StoreFailed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** F09: an upload given up by time. */
class ExpiryTest extends Story {
    @Test
    void an_idle_upload_expires_after_a_week_and_everything_comes_back() {
        Upload upload = ann.open("a", LARGE);
        ann.put(ann.sign(upload.id(), LARGE, 1, 2), LARGE);
        cloud.clock.pass(Duration.ofDays(7).minusSeconds(1));
        server.tick.tick();
        assertThat(ann.show(upload.id()).state()).isEqualTo(UploadState.OPEN);
        cloud.clock.pass(Duration.ofSeconds(1));
        server.tick.tick();
        server.drain();
        assertThat(ann.show(upload.id()).state()).isEqualTo(UploadState.EXPIRED);
        assertThat(account(ann).reservedBytes()).isZero();
        assertThat(cloud.staging.multipartKeys()).isEmpty();
        invariants.atRest();
    }

    /** The owner comes back between the sweep's look and its lock. */
    @Test
    void an_upload_that_is_signed_again_while_it_expires_stays_open() {
        Upload upload = ann.open("a", SMALL);
        ann.sign(upload.id(), SMALL);
        cloud.clock.pass(Duration.ofDays(8));
        var sweeping = cloud.server(Interceptor.once("FindUpload.expired", true, () -> ann.sign(upload.id(), SMALL)));
        sweeping.tick.tick();
        assertThat(ann.show(upload.id()).state()).isEqualTo(UploadState.OPEN);
    }

    @Test
    void a_key_replaced_is_cleaned_now_and_again_an_hour_after_its_last_url_died() {
        Upload upload = ann.open("a", SMALL);
        var old = ann.sign(upload.id(), SMALL);
        ann.sign(upload.id(), SMALL.damaged());
        sweepOnce();
        assertThat(job(CLEAN, upload.stagingKey()).state()).isEqualTo(JobState.READY);
        ann.put(old, SMALL);
        assertThat(cloud.staging.keys()).containsExactly(upload.stagingKey());
        server.live(Duration.ofMinutes(73));
        assertThat(isCleaned(upload.stagingKey())).isFalse();
        server.live(Duration.ofMinutes(3));
        assertThat(isCleaned(upload.stagingKey())).isTrue();
        assertThat(cloud.staging.keys()).isEmpty();
    }

    @Test
    void one_upload_whose_key_the_store_can_not_answer_for_does_not_hold_up_the_others() {
        Upload stuck = ann.open("stuck", SMALL);
        ann.sign(stuck.id(), SMALL);
        Upload other = ann.open("other", LARGE);
        cloud.clock.pass(Duration.ofDays(8));
        var sweeping = cloud.server(Interceptor.storeFailsFor(stuck.stagingKey()));
        assertThat(catchThrowable(sweeping.tick::tick)).isInstanceOf(StoreFailed.class);
        assertThat(ann.show(other.id()).state()).isEqualTo(UploadState.EXPIRED);
        assertThat(ann.show(stuck.id()).state()).isEqualTo(UploadState.OPEN);
        server.tick.tick();
        assertThat(ann.show(stuck.id()).state()).isEqualTo(UploadState.EXPIRED);
    }
}
