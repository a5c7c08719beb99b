package io.cloudstore.core.stories;

import static io.cloudstore.core.work.JobKind.CLEAN;
import static io.cloudstore.protocol.problem.ProblemCode.CONTENT_DIFFERS;
import static io.cloudstore.protocol.problem.ProblemCode.PARTS_MISSING;
import static io.cloudstore.protocol.problem.ProblemCode.UPLOAD_CLOSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.memory.Bucket.Answer;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.memory.Client;
import io.cloudstore.core.memory.Interceptor;
import io.cloudstore.core.memory.Server;
import io.cloudstore.core.upload.SignParts.Signed;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadState;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The digest in force is the one signed last, and it belongs to the key. */
class SigningAgainTest extends Story {
    private final Bytes edited = SMALL.damaged();

    @Test
    void the_same_digest_keeps_the_key_and_another_one_takes_a_new_key() {
        Upload upload = ann.open("a", SMALL);
        ann.sign(upload.id(), SMALL);
        ann.sign(upload.id(), SMALL);
        assertThat(ann.show(upload.id()).stagingKey()).isEqualTo(upload.stagingKey());
        ann.sign(upload.id(), edited);
        assertThat(ann.show(upload.id()).stagingKey()).isNotEqualTo(upload.stagingKey());
        assertThat(job(CLEAN, upload.stagingKey())).isNotNull();
    }

    /** The old URL still lives: what comes through it lands under a key that nobody reads. */
    @Test
    void a_late_body_of_the_old_version_never_becomes_the_file() {
        Upload upload = ann.open("a", SMALL);
        List<Signed> old = ann.sign(upload.id(), SMALL);
        List<Signed> fresh = ann.sign(upload.id(), edited);
        assertThat(ann.put(old, SMALL)).containsExactly(Answer.OK);
        server.drain();
        assertThat(ann.show(upload.id()).state()).isEqualTo(UploadState.OPEN);
        assertThat(ann.put(fresh, edited)).containsExactly(Answer.OK);
        FileId file = ann.complete(upload.id(), edited).orElseThrow().file();
        assertThat(ann.download(file)).contains(edited);
        server.live(Duration.ofHours(2));
        assertThat(cloud.staging.keys()).isEmpty();
        invariants.atRest();
    }

    @Test
    void completing_with_the_content_id_of_an_older_version_is_refused_and_the_upload_stays_open() {
        Upload upload = ann.open("a", SMALL);
        ann.send(upload.id(), edited);
        refused(CONTENT_DIFFERS, () -> ann.complete(upload.id(), SMALL));
        assertThat(ann.complete(upload.id(), edited)).isPresent();
    }

    @Test
    void no_file_mixes_two_versions_of_its_source() {
        Upload upload = ann.open("a", LARGE);
        ann.put(ann.sign(upload.id(), LARGE, 1, 2), LARGE);
        Bytes second = LARGE.damaged();
        ann.put(ann.sign(upload.id(), second, 3), second);
        refused(CONTENT_DIFFERS, () -> ann.complete(upload.id(), LARGE));
        refused(CONTENT_DIFFERS, () -> ann.complete(upload.id(), second));
        assertThat(ann.names()).isEmpty();
        ann.put(ann.sign(upload.id(), LARGE, 3), LARGE);
        assertThat(ann.complete(upload.id(), LARGE)).isPresent();
    }

    /** F06: a part is sent again through its old URL after another digest was signed. */
    @Test
    void a_part_overwritten_through_its_old_url_is_missing() {
        Upload upload = ann.open("a", LARGE);
        List<Signed> old = ann.sign(upload.id(), LARGE);
        ann.put(old, LARGE);
        Bytes second = LARGE.damaged();
        ann.put(ann.sign(upload.id(), second), second);
        ann.put(List.of(old.get(1)), LARGE);
        assertThat(refused(PARTS_MISSING, () -> ann.complete(upload.id(), second))
                        .missingParts())
                .containsExactly(2);
    }

    /** F06: the same, between the store's list of the parts and the order to put them together. */
    @Test
    void a_part_overwritten_while_merging_is_not_merged() {
        Upload upload = ann.open("a", LARGE);
        List<Signed> old = ann.sign(upload.id(), LARGE);
        Bytes second = LARGE.damaged();
        ann.send(upload.id(), second);
        Server slow = cloud.server(
                Interceptor.once("StagingStore.complete", false, () -> ann.put(List.of(old.get(1)), LARGE)));
        assertThat(new Client(cloud, slow, ann.account).complete(upload.id(), second))
                .isEmpty();
        cloud.clock.pass(Duration.ofSeconds(2));
        assertThat(refused(PARTS_MISSING, () -> ann.complete(upload.id(), second))
                        .missingParts())
                .containsExactly(2);
    }

    @Test
    void signing_while_merging_is_refused() {
        Upload upload = ann.open("a", LARGE);
        ann.send(upload.id(), LARGE);
        Server slow = cloud.server(Interceptor.once(
                "StagingStore.complete",
                false,
                () -> refused(UPLOAD_CLOSED, () -> ann.sign(upload.id(), LARGE.damaged(), 1))));
        assertThat(new Client(cloud, slow, ann.account).complete(upload.id(), LARGE))
                .isPresent();
    }

    @Test
    void of_two_first_signings_at_once_one_multipart_upload_stays() {
        Upload upload = ann.open("a", LARGE);
        Server slow = cloud.server(
                Interceptor.once("StagingStore.createMultipart", true, () -> ann.sign(upload.id(), LARGE, 2)));
        List<Signed> signed = new Client(cloud, slow, ann.account).sign(upload.id(), LARGE, 1);
        UUID key = upload.stagingKey();
        assertThat(cloud.staging.multiparts(key))
                .containsExactly(ann.show(upload.id()).multipartId().orElseThrow());
        assertThat(ann.put(signed, LARGE)).containsExactly(Answer.OK);
    }
}
