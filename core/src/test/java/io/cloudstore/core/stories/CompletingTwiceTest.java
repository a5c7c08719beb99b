package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.CONTENT_DIFFERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.memory.Client;
import io.cloudstore.core.memory.Interceptor;
import io.cloudstore.core.memory.Server;
import io.cloudstore.core.upload.MergeOutcome.Merged;
import io.cloudstore.core.upload.UploadId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A repeat of complete gets the same answer, whoever repeats it and whenever. */
class CompletingTwiceTest extends Story {
    @Test
    void completing_twice_gives_the_same_file() {
        UploadId upload = ann.open("a", LARGE).id();
        ann.send(upload, LARGE);
        FileId file = ann.complete(upload, LARGE).orElseThrow().file();
        assertThat(ann.complete(upload, LARGE).orElseThrow().file()).isEqualTo(file);
        server.live(Duration.ofHours(2));
        assertThat(ann.complete(upload, LARGE).orElseThrow().file()).isEqualTo(file);
        assertThat(ann.names()).containsExactly("a");
        assertThat(account(ann).usedBytes()).isEqualTo(LARGE.length());
    }

    /** F04: the second complete comes while the first has just asked the store to put the parts together. */
    @Test
    void two_tabs_completing_at_once_get_one_file() {
        UploadId upload = ann.open("a", LARGE).id();
        ann.send(upload, LARGE);
        List<Optional<Merged>> second = new ArrayList<>();
        Server slow = cloud.server(
                Interceptor.once("StagingStore.complete", true, () -> second.add(ann.complete(upload, LARGE))));
        FileId file = new Client(cloud, slow, ann.account)
                .complete(upload, LARGE)
                .orElseThrow()
                .file();

        assertThat(second).containsExactly(Optional.empty());
        assertThat(ann.complete(upload, LARGE).orElseThrow().file()).isEqualTo(file);
        assertThat(ann.names()).containsExactly("a");
        assertThat(account(ann).usedBytes()).isEqualTo(LARGE.length());
    }

    /** The content that the caller vouched for is the content that is merged: both look at the same list of parts. */
    @Test
    void a_part_signed_anew_while_completing_is_not_merged_unseen() {
        UploadId upload = ann.open("a", LARGE).id();
        ann.send(upload, LARGE);
        var edited = LARGE.damaged();
        Server slow = cloud.server(Interceptor.once("FindUpload.parts", true, () -> ann.send(upload, edited)));
        Optional<Merged> answer = new Client(cloud, slow, ann.account).complete(upload, LARGE);

        assertThat(answer).isEmpty();
        assertThat(ann.names()).isEmpty();
        refused(CONTENT_DIFFERS, () -> ann.complete(upload, LARGE));
        assertThat(ann.download(ann.complete(upload, edited).orElseThrow().file()))
                .contains(edited);
    }
}
