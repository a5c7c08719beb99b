package io.cloudstore.core.stories;

import static io.cloudstore.core.work.JobKind.MERGE;
import static io.cloudstore.protocol.problem.ProblemCode.INVALID_REQUEST;
import static io.cloudstore.protocol.problem.ProblemCode.PARTS_MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.memory.Client;
import io.cloudstore.core.upload.SignParts.Signed;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.protocol.content.PartPlan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of many parts: each sent to its own URL, merged by the store, moved part by part. */
class LargeUploadTest extends Story {
    @ParameterizedTest
    @ValueSource(longs = {8 * MIB + 1, 16 * MIB - 1, 16 * MIB, 16 * MIB + 1, 17 * MIB})
    void what_was_sent_comes_back_before_and_after_the_transfer(long size) {
        Bytes content = Bytes.of(7, size);
        FileId file = ann.upload("film.mkv", content);

        assertThat(ann.download(file)).contains(content);
        server.drain();
        assertThat(blob().place()).isEqualTo(Place.STORED);
        assertThat(blob().contentId().parts()).isEqualTo(content.plan().partCount());
        assertThat(ann.download(file)).contains(content);
    }

    @Test
    void the_largest_file_of_all_takes_the_same_way() {
        AccountId rich = cloud.person("rich", PartPlan.LARGEST_SIZE);
        Client client = new Client(cloud, server, rich);
        Bytes content = Bytes.of(7, PartPlan.LARGEST_SIZE);
        FileId file = client.upload("everything.tar", content);
        server.drain();
        assertThat(blob().place()).isEqualTo(Place.STORED);
        assertThat(client.download(file)).contains(content);
    }

    @Test
    void parts_come_in_any_order_and_twice() {
        Upload upload = ann.open("a", LARGE);
        List<Signed> signed = ann.sign(upload.id(), LARGE, 3, 1, 2);
        ann.put(signed, LARGE);
        ann.put(signed.reversed(), LARGE);
        FileId file = ann.complete(upload.id(), LARGE).orElseThrow().file();
        server.drain();
        assertThat(ann.download(file)).contains(LARGE);
    }

    @Test
    void parts_not_sent_are_named_and_the_upload_stays_open() {
        Upload upload = ann.open("a", LARGE);
        List<Signed> signed = ann.sign(upload.id(), LARGE);
        ann.put(List.of(signed.get(1)), LARGE);
        assertThat(refused(PARTS_MISSING, () -> ann.complete(upload.id(), LARGE))
                        .missingParts())
                .containsExactly(1, 3);
        assertThat(ann.show(upload.id()).state()).isEqualTo(UploadState.OPEN);
        ann.put(signed, LARGE);
        assertThat(ann.complete(upload.id(), LARGE)).isPresent();
    }

    @Test
    void parts_never_signed_are_named_without_beginning_a_merge() {
        Upload upload = ann.open("a", LARGE);
        ann.put(ann.sign(upload.id(), LARGE, 2), LARGE);
        assertThat(refused(PARTS_MISSING, () -> ann.complete(upload.id(), LARGE))
                        .missingParts())
                .containsExactly(1, 3);
        assertThat(job(MERGE, upload.id().value())).isNull();
    }

    @Test
    void at_most_a_thousand_missing_parts_are_named() {
        Client client = new Client(cloud, server, cloud.person("rich", PartPlan.LARGEST_SIZE));
        Bytes content = Bytes.of(7, 1_500 * PartPlan.SMALLEST_PART);
        Upload upload = client.open("a", content);
        assertThat(refused(PARTS_MISSING, () -> client.complete(upload.id(), content))
                        .missingParts())
                .hasSize(1_000)
                .startsWith(1, 2, 3);
    }

    @Test
    void a_part_outside_the_plan_of_another_length_or_twice_is_refused() {
        Upload upload = ann.open("a", LARGE);
        Bytes longer = Bytes.of(2, 30 * MIB);
        refused(INVALID_REQUEST, () -> server.sign.sign(ann.account, upload.id(), List.of(longer.recorded(4))));
        refused(INVALID_REQUEST, () -> server.sign.sign(ann.account, upload.id(), List.of(longer.recorded(3))));
        refused(INVALID_REQUEST, () -> ann.sign(upload.id(), LARGE, 1, 1));
        refused(INVALID_REQUEST, () -> server.sign.sign(ann.account, upload.id(), List.of()));
        refused(
                INVALID_REQUEST,
                () -> server.sign.sign(ann.account, ann.open("b", SMALL).id(), List.of()));
    }

    @Test
    void staging_is_empty_and_nothing_is_left_open_once_it_is_stored() {
        ann.upload("a", LARGE);
        server.drain();
        server.live(Duration.ofMinutes(80));
        invariants.atRest();
    }
}
