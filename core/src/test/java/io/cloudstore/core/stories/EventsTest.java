package io.cloudstore.core.stories;

import static io.cloudstore.core.work.JobKind.MERGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.core.blob.Place;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.memory.Client;
import io.cloudstore.core.memory.Interceptor;
import io.cloudstore.core.memory.Queue.Created;
import io.cloudstore.core.memory.Queue.Message;
import io.cloudstore.core.memory.Server;
import io.cloudstore.core.memory.Tables.JobState;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.upload.UploadState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The store's events: each is only a wake-up, judged by its key alone. */
class EventsTest extends Story {
    @Test
    void for_a_small_file_the_event_alone_finishes_the_upload() {
        UploadId upload = ann.open("a", SMALL).id();
        ann.send(upload, SMALL);
        server.drain();
        assertThat(ann.names()).containsExactly("a");
        assertThat(blob().place()).isEqualTo(Place.STORED);
        FileId file = ann.complete(upload, SMALL).orElseThrow().file();
        assertThat(ann.download(file)).contains(SMALL);
    }

    /** F14. */
    @Test
    void an_event_delivered_ten_times_has_one_effect() {
        ann.send(ann.open("a", SMALL).id(), SMALL);
        Message event = cloud.queue.take().orElseThrow();
        for (int i = 0; i < 10; i++) {
            server.handle(event);
        }
        assertThat(ann.names()).containsExactly("a");
        assertThat(blobs()).hasSize(1);
        assertThat(account(ann).usedBytes()).isEqualTo(SMALL.length());
    }

    /** F16. */
    @Test
    void an_event_that_comes_long_after_the_blob_is_stored_changes_nothing() {
        ann.send(ann.open("a", SMALL).id(), SMALL);
        Message event = cloud.queue.take().orElseThrow();
        server.handle(event);
        server.live(Duration.ofHours(3));
        var before = cloud.database.<List<Object>>read(
                tables -> List.of(List.copyOf(tables.files.values()), List.copyOf(tables.jobs.values())));
        server.handle(event);
        assertThat(cloud.database.<List<Object>>read(
                        tables -> List.of(List.copyOf(tables.files.values()), List.copyOf(tables.jobs.values()))))
                .isEqualTo(before);
        invariants.atRest();
    }

    @Test
    void an_event_for_a_key_that_nobody_knows_is_acknowledged_and_deletes_nothing() {
        UUID stranger = UUID.randomUUID();
        cloud.staging.overwrite(stranger, SMALL, Optional.empty());
        server.handle(new Created(stranger));
        assertThat(cloud.staging.head(stranger)).isPresent();
        assertThat(cloud.database.<Integer>read(tables -> tables.jobs.size())).isZero();
        cloud.staging.lose(stranger);
    }

    @Test
    void an_event_lost_is_made_up_for_once_the_last_url_is_dead() {
        UploadId upload = ann.open("a", SMALL).id();
        ann.send(upload, SMALL);
        cloud.queue.lose();
        server.live(Duration.ofMinutes(13));
        assertThat(ann.show(upload).state()).isEqualTo(UploadState.OPEN);
        server.live(Duration.ofMinutes(4));
        assertThat(ann.show(upload).state()).isEqualTo(UploadState.MERGED);
        assertThat(ann.names()).containsExactly("a");
    }

    @Test
    void the_store_is_asked_once_after_the_last_url_died_and_once_more_at_expiry() {
        UploadId upload = ann.open("a", SMALL).id();
        var signed = ann.sign(upload, SMALL);
        cloud.clock.pass(Duration.ofMinutes(14));
        server.tick.tick();
        cloud.clock.pass(Duration.ofMinutes(2));
        server.tick.tick();
        // A body that was under way when its URL died arrives after the store was asked.
        cloud.staging.overwrite(ann.show(upload).stagingKey(), SMALL, Optional.of(SMALL.contentId()));
        server.live(Duration.ofMinutes(10));
        assertThat(signed).hasSize(1);
        assertThat(cloud.database.<UploadState>read(
                        tables -> tables.uploads.get(upload).upload().state()))
                .isEqualTo(UploadState.OPEN);
        cloud.clock.pass(Duration.ofDays(7));
        server.tick.tick();
        server.drain();
        assertThat(ann.names()).containsExactly("a");
    }

    /** The store's answer was about the old URLs: those signed while it was asked have their own turn. */
    @Test
    void a_url_signed_while_the_sweep_asks_is_asked_for_in_its_turn() {
        UploadId upload = ann.open("a", SMALL).id();
        ann.sign(upload, SMALL);
        cloud.clock.pass(Duration.ofMinutes(16));
        cloud.server(Interceptor.once("StagingStore.head", true, () -> ann.send(upload, SMALL)))
                .tick
                .tick();
        cloud.queue.lose();
        server.live(Duration.ofMinutes(17));
        assertThat(ann.names()).containsExactly("a");
    }

    /** F02: Complete reached the store; whoever asked for it died before it could say so. */
    @Test
    void a_large_file_is_finished_by_its_event_when_the_merging_process_died() {
        UploadId upload = ann.open("a", LARGE).id();
        ann.send(upload, LARGE);
        Server dying = cloud.server(Interceptor.once("StagingStore.complete", true, DIE));
        assertThatThrownBy(() -> new Client(cloud, dying, ann.account).complete(upload, LARGE))
                .hasRootCauseInstanceOf(Died.class);
        assertThat(ann.show(upload).state()).isEqualTo(UploadState.MERGING);

        cloud.clock.pass(Duration.ofSeconds(31));
        server.drain();
        assertThat(ann.names()).containsExactly("a");
        assertThat(job(MERGE, upload.value()).state()).isEqualTo(JobState.DONE);
        assertThat(blob().place()).isEqualTo(Place.STORED);
    }

    @Test
    void an_event_for_a_large_file_still_being_sent_begins_nothing() {
        Upload upload = ann.open("a", LARGE);
        ann.put(ann.sign(upload.id(), LARGE, 1), LARGE);
        server.handle(new Created(upload.stagingKey()));
        assertThat(ann.show(upload.id()).state()).isEqualTo(UploadState.OPEN);
    }
}
