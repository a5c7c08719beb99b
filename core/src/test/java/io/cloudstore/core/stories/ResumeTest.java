package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.UPLOAD_CLOSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.memory.Client;
import io.cloudstore.core.upload.FindUpload.Listed;
import io.cloudstore.core.upload.SignParts.Signed;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.protocol.content.Sha256;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An upload broken off goes on, on any device: what the store holds as it was signed is not sent again. */
class ResumeTest extends Story {
    @Test
    void another_device_sends_only_what_is_not_held() {
        UploadId upload = ann.open("a", LARGE).id();
        ann.put(ann.sign(upload, LARGE, 1, 3), LARGE);
        cloud.clock.pass(Duration.ofDays(3));

        Client tablet = new Client(cloud, cloud.server(), ann.account);
        Listed listed = server.show.list(ann.account, Optional.empty(), 10).getFirst();
        assertThat(listed.upload().id()).isEqualTo(upload);
        assertThat(listed.firstPart()).contains(first(LARGE));
        assertThat(server.show.show(ann.account, upload).firstPart()).contains(first(LARGE));
        assertThat(tablet.held(upload)).containsExactly(1, 3);
        tablet.put(tablet.sign(upload, LARGE, 2), LARGE);
        FileId file = tablet.complete(upload, LARGE).orElseThrow().file();
        server.drain();
        assertThat(ann.download(file)).contains(LARGE);
    }

    @Test
    void the_first_part_is_told_as_it_was_signed_last_and_only_until_the_end() {
        UploadId upload = ann.open("a", LARGE).id();
        assertThat(server.show.show(ann.account, upload).firstPart()).isEmpty();
        ann.sign(upload, Bytes.of(9, 17 * MIB), 1);
        ann.send(upload, LARGE);
        assertThat(server.show.show(ann.account, upload).firstPart()).contains(first(LARGE));
        assertThat(ann.complete(upload, LARGE)).isPresent();
        assertThat(server.show.show(ann.account, upload).firstPart()).isEmpty();
    }

    private static Sha256 first(Bytes content) {
        return content.recorded(1).sha256();
    }

    @Test
    void a_part_signed_but_not_sent_is_not_held() {
        UploadId upload = ann.open("a", LARGE).id();
        List<Signed> signed = ann.sign(upload, LARGE);
        assertThat(ann.held(upload)).isEmpty();
        ann.put(List.of(signed.getFirst()), LARGE);
        assertThat(ann.held(upload)).containsExactly(1);
    }

    @Test
    void a_part_signed_again_with_another_digest_is_not_held_until_it_is_sent_again() {
        UploadId upload = ann.open("a", LARGE).id();
        ann.send(upload, LARGE);
        Bytes edited = Bytes.joined(List.of(Bytes.of(9, 8 * MIB), LARGE.slice(8 * MIB, 9 * MIB)));
        List<Signed> signed = ann.sign(upload, edited, 1);
        assertThat(ann.held(upload)).containsExactly(2, 3);
        ann.put(signed, edited);
        assertThat(ann.held(upload)).containsExactly(1, 2, 3);
        FileId file = ann.complete(upload, edited).orElseThrow().file();
        assertThat(ann.download(file)).contains(edited);
    }

    @Test
    void a_small_file_that_arrived_before_its_answer_is_held_and_only_needs_completing() {
        UploadId upload = ann.open("a", SMALL).id();
        ann.send(upload, SMALL);
        assertThat(ann.held(upload)).containsExactly(1);
        assertThat(ann.complete(upload, SMALL)).isPresent();
    }

    @Test
    void signing_keeps_an_upload_alive_for_a_week_but_never_beyond_four() {
        UploadId upload = ann.open("a", LARGE).id();
        Duration age = Duration.ZERO;
        while (age.compareTo(Duration.ofDays(27)) < 0) {
            ann.sign(upload, LARGE, 1);
            cloud.clock.pass(Duration.ofDays(6));
            server.tick.tick();
            age = age.plus(Duration.ofDays(6));
        }
        refused(UPLOAD_CLOSED, () -> ann.sign(upload, LARGE, 1));
    }
}
