package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.World.MYSQL;
import static io.cloudstore.functions.mysql.World.NOW;
import static io.cloudstore.functions.mysql.World.account;
import static io.cloudstore.functions.mysql.World.parts;
import static io.cloudstore.functions.mysql.World.upload;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.upload.FindUpload;
import io.cloudstore.core.upload.FindUpload.Listed;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.StoreUpload;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.protocol.content.PartPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadsTest {
    private static final Instant URLS_END = NOW.plus(Duration.ofMinutes(15));
    private static final int ALL = 100_000;

    private final FindUpload find = MYSQL.findUpload();
    private final StoreUpload store = MYSQL.storeUpload();
    private final AccountId owner = account().id();

    private static void write(Runnable change) {
        MYSQL.unitOfWork().run(change);
    }

    private Upload now(Upload upload) {
        return find.find(upload.id()).orElseThrow();
    }

    private boolean move(UploadId id, UploadState from, UploadState to) {
        return MYSQL.unitOfWork().run(() -> store.move(id, from, to, NOW));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, PartPlan.SMALLEST_PART, PartPlan.SMALLEST_PART + 1, PartPlan.LARGEST_SIZE})
    void an_upload_is_found_as_it_was_opened(long size) {
        Upload upload = upload(owner, size);

        assertThat(find.find(upload.id())).contains(upload);
        assertThat(find.findByStagingKey(upload.stagingKey())).contains(upload);
        assertThat(MYSQL.unitOfWork().run(() -> store.lock(upload.id()))).contains(upload);
        assertThat(find.parts(upload.id())).isEmpty();
        assertThat(find.find(new UploadId(World.id()))).isEmpty();
    }

    @Test
    void open_uploads_are_paged_oldest_first_and_counted() {
        List<UploadId> opened = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            opened.add(upload(owner, i).id());
        }
        upload(account().id(), 1);
        move(opened.get(1), UploadState.OPEN, UploadState.ABORTED);
        move(opened.get(2), UploadState.OPEN, UploadState.MERGING);
        opened.remove(1);

        List<UploadId> seen = new ArrayList<>();
        Optional<UploadId> after = Optional.empty();
        List<Listed> page = find.open(owner, after, 2);
        while (!page.isEmpty()) {
            page.forEach(each -> seen.add(each.upload().id()));
            page = find.open(owner, Optional.of(page.getLast().upload().id()), 2);
        }
        assertThat(seen).isEqualTo(opened);
        assertThat(store.countOpen(owner)).isEqualTo(4);
    }

    @Test
    void a_list_tells_the_first_part_as_it_was_signed_last() {
        Upload unsigned = upload(owner, 3 * PartPlan.SMALLEST_PART);
        Upload later = upload(owner, 3 * PartPlan.SMALLEST_PART);
        Upload begun = upload(owner, 3 * PartPlan.SMALLEST_PART);
        List<RecordedPart> parts = parts(3);
        RecordedPart again = parts(1).getFirst();
        write(() -> store.record(later.id(), parts.subList(1, 3)));
        write(() -> store.record(begun.id(), parts));
        write(() -> store.record(begun.id(), List.of(again)));

        assertThat(find.open(owner, Optional.empty(), 10))
                .containsExactly(
                        new Listed(unsigned, Optional.empty()),
                        new Listed(later, Optional.empty()),
                        new Listed(begun, Optional.of(again.sha256())));
    }

    @Test
    void the_digest_signed_last_is_the_one_recorded() {
        Upload upload = upload(owner, 600 * PartPlan.SMALLEST_PART);
        List<RecordedPart> first = parts(600);
        write(() -> store.record(upload.id(), first.subList(0, 500)));
        write(() -> store.record(upload.id(), first.subList(500, 600)));
        List<RecordedPart> again = parts(2).reversed();
        write(() -> store.record(upload.id(), again));

        List<RecordedPart> expected = new ArrayList<>(first);
        expected.set(0, again.get(1));
        expected.set(1, again.get(0));
        assertThat(find.parts(upload.id())).isEqualTo(expected);
    }

    @Test
    void times_move_on_and_never_back() {
        Upload upload = upload(owner, 1);
        Instant expires = upload.expiresAt().plusSeconds(60);
        write(() -> store.touch(upload.id(), URLS_END, expires));
        write(() -> store.touch(upload.id(), URLS_END.minusNanos(1_000), upload.expiresAt()));

        assertThat(now(upload).urlsDeadAt()).isEqualTo(URLS_END);
        assertThat(now(upload).expiresAt()).isEqualTo(expires);
    }

    @Test
    void of_many_multipart_uploads_one_is_in_force() {
        Upload upload = upload(owner, PartPlan.SMALLEST_PART + 1);
        List<String> inForce = Crowd.run(
                20, n -> MYSQL.unitOfWork().<String>run(() -> store.multipart(upload.id(), "multipart " + n)));

        assertThat(inForce).containsOnly(inForce.getFirst());
        assertThat(now(upload).multipartId()).contains(inForce.getFirst());
    }

    @Test
    void a_new_key_begins_with_nothing_held() {
        Upload upload = upload(owner, PartPlan.SMALLEST_PART + 1);
        UUID key = UUID.randomUUID();
        write(() -> {
            store.record(upload.id(), parts(2));
            store.multipart(upload.id(), "multipart");
            store.touch(upload.id(), URLS_END, upload.expiresAt());
        });
        write(() -> store.rekey(upload.id(), key, NOW.plusSeconds(9)));

        assertThat(now(upload).stagingKey()).isEqualTo(key);
        assertThat(now(upload).multipartId()).isEmpty();
        assertThat(now(upload).urlsDeadAt()).isEqualTo(NOW.plusSeconds(9));
        assertThat(find.parts(upload.id())).isEmpty();
        assertThat(find.findByStagingKey(upload.stagingKey())).isEmpty();
    }

    @Test
    void only_an_open_upload_gets_a_new_key() {
        Upload upload = upload(owner, 1);
        write(() -> store.record(upload.id(), parts(1)));
        move(upload.id(), UploadState.OPEN, UploadState.MERGING);
        write(() -> store.rekey(upload.id(), UUID.randomUUID(), NOW));

        assertThat(now(upload).stagingKey()).isEqualTo(upload.stagingKey());
        assertThat(find.parts(upload.id())).hasSize(1);
    }

    @Test
    void the_store_is_asked_for_a_signed_key_whose_urls_are_dead_and_once() {
        Upload upload = upload(owner, 1);
        assertThat(find.unasked(URLS_END, ALL)).as("never signed").doesNotContain(upload.id());
        write(() -> {
            store.record(upload.id(), parts(1));
            store.touch(upload.id(), URLS_END, upload.expiresAt());
        });
        assertThat(find.unasked(URLS_END.minusMillis(1), ALL)).doesNotContain(upload.id());
        assertThat(find.unasked(URLS_END, ALL)).contains(upload.id());

        write(() -> store.asked(upload.id()));
        assertThat(find.unasked(URLS_END, ALL)).doesNotContain(upload.id());

        write(() -> store.touch(upload.id(), URLS_END.plusSeconds(1), upload.expiresAt()));
        assertThat(find.unasked(URLS_END.plusSeconds(1), ALL))
                .as("signed again")
                .contains(upload.id());
        write(() -> store.rekey(upload.id(), UUID.randomUUID(), NOW));
        assertThat(find.unasked(URLS_END.plusSeconds(1), ALL)).as("another key").doesNotContain(upload.id());
    }

    @Test
    void the_store_is_not_asked_for_uploads_of_several_parts_or_in_another_state() {
        Upload multipart = upload(owner, PartPlan.SMALLEST_PART + 1);
        Upload merging = upload(owner, 1);
        write(() -> {
            store.record(multipart.id(), parts(2));
            store.record(merging.id(), parts(1));
        });
        assertThat(find.unasked(NOW, ALL)).contains(merging.id());
        move(merging.id(), UploadState.OPEN, UploadState.MERGING);

        assertThat(find.unasked(NOW, ALL)).doesNotContain(multipart.id(), merging.id());
    }

    @Test
    void open_uploads_expire_the_oldest_first() {
        Upload later = upload(owner, 1);
        Upload sooner = upload(owner, 1);
        Upload merging = upload(owner, 1);
        move(merging.id(), UploadState.OPEN, UploadState.MERGING);
        write(() -> store.touch(later.id(), NOW, later.expiresAt().plusSeconds(5)));

        assertThat(find.expired(sooner.expiresAt().minusMillis(1), ALL)).doesNotContain(sooner.id());
        assertThat(find.expired(later.expiresAt().plusSeconds(5), ALL))
                .doesNotContain(merging.id())
                .containsSubsequence(sooner.id(), later.id());
    }

    @Test
    void of_many_that_move_an_upload_on_one_does() {
        Upload upload = upload(owner, 1);
        List<Boolean> moved = Crowd.run(
                20, n -> move(upload.id(), UploadState.OPEN, n % 2 == 0 ? UploadState.ABORTED : UploadState.EXPIRED));

        assertThat(moved).filteredOn(Boolean::booleanValue).hasSize(1);
    }

    @Test
    void a_merge_that_found_a_part_missing_opens_the_upload_again_with_its_parts() {
        Upload upload = upload(owner, 1);
        write(() -> store.record(upload.id(), parts(1)));

        assertThat(move(upload.id(), UploadState.OPEN, UploadState.MERGING)).isTrue();
        assertThat(move(upload.id(), UploadState.OPEN, UploadState.MERGING)).isFalse();
        assertThat(move(upload.id(), UploadState.MERGING, UploadState.OPEN)).isTrue();
        assertThat(now(upload).state()).isEqualTo(UploadState.OPEN);
        assertThat(find.parts(upload.id())).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = UploadState.class,
            names = {"ABORTED", "EXPIRED", "REJECTED", "INSTANT"})
    void an_upload_that_ended_keeps_no_parts(UploadState end) {
        Upload upload = upload(owner, 1);
        write(() -> store.record(upload.id(), parts(1)));

        assertThat(move(upload.id(), UploadState.OPEN, end)).isTrue();
        assertThat(now(upload).state()).isEqualTo(end);
        assertThat(find.parts(upload.id())).isEmpty();
    }

    @Test
    void an_upload_whose_content_was_stored_names_its_file_and_keeps_no_parts() {
        Upload upload = upload(owner, 1);
        FileId file = new FileId(World.id());
        write(() -> store.record(upload.id(), parts(1)));

        assertThat(MYSQL.unitOfWork().run(() -> store.instant(upload.id(), file, true, NOW)))
                .isTrue();
        assertThat(MYSQL.unitOfWork().run(() -> store.instant(upload.id(), new FileId(World.id()), false, NOW)))
                .as("it is no longer open")
                .isFalse();
        assertThat(now(upload).state()).isEqualTo(UploadState.INSTANT);
        assertThat(now(upload).file()).contains(file);
        assertThat(now(upload).renamed()).isTrue();
        assertThat(find.parts(upload.id())).isEmpty();
    }

    @Test
    void a_merging_upload_does_not_become_instant() {
        Upload upload = upload(owner, 1);
        move(upload.id(), UploadState.OPEN, UploadState.MERGING);

        assertThat(MYSQL.unitOfWork().run(() -> store.instant(upload.id(), new FileId(World.id()), false, NOW)))
                .isFalse();
        assertThat(now(upload).state()).isEqualTo(UploadState.MERGING);
    }

    @Test
    void a_merged_upload_names_its_file_and_keeps_no_parts() {
        Upload upload = upload(owner, 1);
        FileId file = new FileId(World.id());
        write(() -> store.record(upload.id(), parts(1)));
        assertThat(MYSQL.unitOfWork().run(() -> store.merged(upload.id(), file, true, NOW)))
                .as("not yet merging")
                .isFalse();
        assertThat(find.parts(upload.id())).hasSize(1);

        move(upload.id(), UploadState.OPEN, UploadState.MERGING);
        assertThat(MYSQL.unitOfWork().run(() -> store.merged(upload.id(), file, true, NOW)))
                .isTrue();
        assertThat(MYSQL.unitOfWork().run(() -> store.merged(upload.id(), new FileId(World.id()), false, NOW)))
                .isFalse();

        assertThat(now(upload).state()).isEqualTo(UploadState.MERGED);
        assertThat(now(upload).file()).contains(file);
        assertThat(now(upload).renamed()).isTrue();
        assertThat(find.parts(upload.id())).isEmpty();
    }
}
