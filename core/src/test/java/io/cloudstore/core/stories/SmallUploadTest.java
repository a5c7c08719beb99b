package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.blob.Place;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.memory.Bucket.Answer;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.upload.SignParts.Signed;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that fits into one PUT: sent to a URL, completed, visible, moved to long-term storage. */
class SmallUploadTest extends Story {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5 * MIB - 1, 5 * MIB, 5 * MIB + 1, 8 * MIB - 1, 8 * MIB})
    void what_was_sent_comes_back_before_and_after_the_transfer(long size) {
        Bytes content = Bytes.of(7, size);
        FileId file = ann.upload("report.pdf", content);

        assertThat(blob().place()).isEqualTo(Place.STAGED);
        assertThat(ann.download(file)).contains(content);
        server.drain();
        assertThat(blob().place()).isEqualTo(Place.STORED);
        assertThat(ann.download(file)).contains(content);
        assertThat(ann.names()).containsExactly("report.pdf");
    }

    @Test
    void quota_is_set_aside_at_opening_and_used_at_completion() {
        Upload upload = ann.open("a", SMALL);
        assertThat(account(ann).reservedBytes()).isEqualTo(SMALL.length());
        ann.send(upload.id(), SMALL);
        ann.complete(upload.id(), SMALL);
        assertThat(account(ann).reservedBytes()).isZero();
        assertThat(account(ann).usedBytes()).isEqualTo(SMALL.length());
        assertThat(ann.show(upload.id()).state()).isEqualTo(UploadState.MERGED);
    }

    @Test
    void staging_is_emptied_an_hour_after_the_last_url_died_and_not_before() {
        ann.upload("a", SMALL);
        server.drain();
        server.live(Duration.ofMinutes(74));
        assertThat(cloud.staging.head(blob().stagingKey())).isPresent();
        server.live(Duration.ofMinutes(2));
        assertThat(cloud.staging.keys()).isEmpty();
        invariants.atRest();
    }

    @Test
    void a_download_url_made_just_before_the_move_works_until_it_ends() {
        FileId file = ann.upload("a", SMALL);
        var url = server.download.download(ann.account, file).get().url();
        server.drain();
        cloud.clock.pass(Duration.ofMinutes(14));
        server.tick.tick();
        server.drain();
        assertThat(cloud.urls.get(url)).contains(SMALL);
    }

    @Test
    void the_url_takes_what_was_signed_and_nothing_else() {
        Signed signed = ann.sign(ann.open("a", SMALL).id(), SMALL).getFirst();
        assertThat(cloud.urls.put(signed.put(), Bytes.of(1, 4))).isEqualTo(Answer.FORBIDDEN);
        assertThat(cloud.urls.put(signed.put(), SMALL.damaged())).isEqualTo(Answer.BAD_DIGEST);
        Map<String, String> otherType = new HashMap<>(signed.put().headers());
        otherType.put("content-type", "text/html");
        assertThat(cloud.urls.put(signed.put().url(), otherType, SMALL)).isEqualTo(Answer.FORBIDDEN);
        assertThat(cloud.urls.put(signed.put(), SMALL)).isEqualTo(Answer.OK);
        assertThat(cloud.urls.put(signed.put(), SMALL)).isEqualTo(Answer.PRECONDITION_FAILED);
        cloud.clock.pass(Duration.ofMinutes(15));
        assertThat(cloud.urls.put(signed.put(), SMALL)).isEqualTo(Answer.FORBIDDEN);
    }

    @Test
    void no_call_but_the_owners_sees_the_upload_or_the_file() {
        Upload upload = ann.open("a", SMALL);
        ann.send(upload.id(), SMALL);
        refused(NOT_FOUND, () -> bob.show(upload.id()));
        refused(NOT_FOUND, () -> bob.sign(upload.id(), SMALL));
        refused(NOT_FOUND, () -> bob.complete(upload.id(), SMALL));
        refused(NOT_FOUND, () -> server.abort.abort(bob.account, upload.id()));
        FileId file = ann.complete(upload.id(), SMALL).orElseThrow().file();
        refused(NOT_FOUND, () -> bob.download(file));
        refused(NOT_FOUND, () -> server.trash.file(bob.account, file));
        assertThat(bob.names()).isEmpty();
    }
}
