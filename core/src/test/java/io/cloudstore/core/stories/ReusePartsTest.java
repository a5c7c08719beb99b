package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.INVALID_REQUEST;
import static io.cloudstore.protocol.problem.ProblemCode.NOT_FOUND;
import static io.cloudstore.protocol.problem.ProblemCode.PARTS_MISSING;
import static io.cloudstore.protocol.problem.ProblemCode.UPLOAD_CLOSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.memory.Bucket;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.memory.Client;
import io.cloudstore.core.memory.Cloud;
import io.cloudstore.core.memory.Interceptor;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts that the account holds already are copied inside the store; nothing of anybody else's ever is. */
class ReusePartsTest extends Story {
    private static final Bytes CHANGED = LARGE.withOtherPart(2);

    private Upload opened(Bytes content) {
        return ann.open("b", content);
    }

    /** Ann's device, with something between her process and its ports. */
    private Client through(Interceptor interceptor) {
        return new Client(cloud, cloud.server(interceptor), ann.account);
    }

    /** The calls of the store that a process makes. */
    private static final class Noting extends Interceptor {
        private final List<String> calls = new ArrayList<>();

        @Override
        protected Object around(String site, List<Object> arguments, Callable<Object> real) throws Exception {
            if (isStore(site)) {
                calls.add(site.substring(site.indexOf('.') + 1));
            }
            return real.call();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_file_with_a_changed_part_needs_that_part_only(boolean stored) {
        FileId old = ann.upload("a", LARGE);
        if (stored) {
            server.drain();
        }
        Upload upload = opened(CHANGED);

        assertThat(ann.reuse(upload.id(), CHANGED)).containsExactly(1, 3);
        assertThat(ann.held(upload.id())).containsExactly(1, 3);
        assertThat(ann.put(ann.sign(upload.id(), CHANGED, 2), CHANGED)).containsExactly(Bucket.Answer.OK);
        FileId file = ann.complete(upload.id(), CHANGED).orElseThrow().file();

        assertThat(ann.download(file)).contains(CHANGED);
        server.drain();
        assertThat(ann.download(file)).contains(CHANGED);
        assertThat(ann.download(old)).contains(LARGE);
    }

    @Test
    void a_file_that_is_wholly_held_needs_nothing_sent() {
        ann.upload("a", LARGE);
        Upload upload = opened(LARGE);

        assertThat(ann.reuse(upload.id(), LARGE)).containsExactly(1, 2, 3);
        assertThat(ann.download(ann.complete(upload.id(), LARGE).orElseThrow().file()))
                .contains(LARGE);
    }

    @Test
    void a_small_file_serves_as_a_part_of_a_large_one_and_one_source_for_many_parts() {
        Bytes block = Bytes.of(5, 8 * MIB);
        Bytes content = Bytes.joined(List.of(block, LARGE.part(1), block, SMALL));
        ann.upload("block", block);
        ann.upload("end", SMALL);
        server.drain();
        Upload upload = opened(content);

        assertThat(ann.reuse(upload.id(), content)).containsExactly(1, 3, 4);
        ann.put(ann.sign(upload.id(), content, 2), content);
        assertThat(ann.complete(upload.id(), content)).isPresent();
    }

    @Test
    void what_is_in_the_trash_serves_too() {
        server.trash.file(ann.account, ann.upload("a", LARGE));
        Upload upload = opened(LARGE);

        assertThat(ann.reuse(upload.id(), LARGE, 2)).containsExactly(2);
    }

    @Test
    void what_could_be_copied_is_told_before_it_is_asked_for() {
        bob.upload("a", CHANGED);
        assertThat(server.hint.likely(ann.account, CHANGED.parts()))
                .as("held by another account")
                .isEmpty();
        ann.upload("a", LARGE);

        assertThat(server.hint.likely(ann.account, CHANGED.parts())).containsExactly(1, 3);
        assertThat(server.hint.likely(ann.account, CHANGED.recorded(3, 2))).containsExactly(3);
    }

    /** The content is everybody's in this installation: that changes nothing. */
    @Test
    void content_of_another_account_is_never_copied() {
        bob.upload("a", LARGE);
        server.drain();
        var noting = new Noting();
        Upload upload = opened(LARGE);

        assertThat(through(noting).reuse(upload.id(), LARGE)).isEmpty();
        assertThat(noting.calls).as("calls of the store").isEmpty();
        assertThat(ann.show(upload.id()).multipartId()).isEmpty();
    }

    @Test
    void quarantined_content_is_never_copied() {
        ann.upload("a", LARGE);
        cloud.staging.damage(blob().stagingKey());
        cloud.staging.overwrite(
                blob().stagingKey(),
                LARGE.damaged(),
                Optional.of(LARGE.damaged().contentId()));
        server.drain();
        Upload upload = opened(LARGE);

        assertThat(ann.reuse(upload.id(), LARGE)).isEmpty();
    }

    @Test
    void rotten_bytes_do_not_count_as_the_part() {
        ann.upload("a", LARGE);
        server.drain();
        cloud.longTerm.damage(blob().longTermKey());
        Upload upload = opened(CHANGED);

        assertThat(ann.reuse(upload.id(), CHANGED)).isEmpty();
        assertThat(ann.held(upload.id())).isEmpty();
        ann.send(upload.id(), CHANGED);
        assertThat(ann.complete(upload.id(), CHANGED)).isPresent();
        cloud.longTerm.damage(blobs().getFirst().longTermKey());
    }

    @Test
    void an_upload_of_one_part_is_not_for_copies() {
        ann.upload("a", SMALL);
        var noting = new Noting();
        Upload upload = opened(SMALL);

        assertThat(through(noting).reuse(upload.id(), SMALL)).isEmpty();
        assertThat(noting.calls).isEmpty();
    }

    @Test
    void what_is_no_part_of_the_plan_is_refused() {
        Upload upload = opened(LARGE);
        RecordedPart good = LARGE.recorded(1);

        for (List<RecordedPart> parts : List.of(
                List.<RecordedPart>of(),
                List.of(new RecordedPart(0, good.sha256(), good.length())),
                List.of(new RecordedPart(4, good.sha256(), good.length())),
                List.of(new RecordedPart(1, good.sha256(), good.length() - 1)),
                List.of(good, good))) {
            refused(INVALID_REQUEST, () -> server.reuse.reuse(ann.account, upload.id(), parts));
        }
        refused(
                INVALID_REQUEST,
                () -> server.reuse.reuse(
                        ann.account, opened(SMALL).id(), List.of(new RecordedPart(2, good.sha256(), 3))));
    }

    @Test
    void an_upload_of_somebody_else_answers_like_one_that_never_was() {
        bob.upload("a", LARGE);
        Upload upload = opened(LARGE);

        refused(NOT_FOUND, () -> bob.reuse(upload.id(), LARGE));
        refused(NOT_FOUND, () -> server.reuse.plan(bob.account, upload.id()));
    }

    @Test
    void an_upload_that_has_ended_takes_no_copies() {
        ann.upload("a", LARGE);
        Upload upload = opened(LARGE);
        server.abort.abort(ann.account, upload.id());

        refused(UPLOAD_CLOSED, () -> ann.reuse(upload.id(), LARGE));
    }

    @Test
    void a_copied_part_that_is_signed_with_another_digest_has_to_be_sent() {
        ann.upload("a", LARGE);
        Upload upload = opened(LARGE);
        ann.reuse(upload.id(), LARGE);
        var signed = ann.sign(upload.id(), CHANGED, 2);

        assertThat(ann.held(upload.id())).containsExactly(1, 3);
        assertThat(refused(PARTS_MISSING, () -> ann.complete(upload.id(), CHANGED))
                        .missingParts())
                .containsExactly(2);
        ann.put(signed, CHANGED);
        assertThat(ann.download(ann.complete(upload.id(), CHANGED).orElseThrow().file()))
                .contains(CHANGED);
    }

    @Test
    void a_part_that_was_sent_before_with_another_digest_is_replaced_by_the_copy() {
        ann.upload("a", LARGE);
        Upload upload = opened(CHANGED);
        ann.send(upload.id(), CHANGED);

        assertThat(ann.reuse(upload.id(), LARGE)).containsExactly(1, 2, 3);
        assertThat(ann.download(ann.complete(upload.id(), LARGE).orElseThrow().file()))
                .contains(LARGE);
    }

    @Test
    void what_the_store_holds_already_is_not_copied_again() {
        ann.upload("a", LARGE);
        Upload upload = opened(CHANGED);
        ann.put(ann.sign(upload.id(), CHANGED, 2), CHANGED);
        ann.reuse(upload.id(), CHANGED, 3);
        var noting = new Noting();

        assertThat(through(noting).reuse(upload.id(), CHANGED)).containsExactly(1, 2, 3);
        assertThat(noting.calls).containsExactly("listParts", "etag", "copyPart");
    }

    /** An URL from before brought other bytes; the store has them, the row says otherwise. */
    @Test
    void what_the_store_holds_counts_although_another_digest_was_signed_last() {
        Upload upload = opened(CHANGED);
        ann.send(upload.id(), CHANGED);
        ann.sign(upload.id(), LARGE, 2);
        assertThat(ann.held(upload.id())).containsExactly(1, 3);

        assertThat(ann.reuse(upload.id(), CHANGED)).containsExactly(1, 2, 3);
        assertThat(ann.held(upload.id())).containsExactly(1, 2, 3);
        assertThat(ann.complete(upload.id(), CHANGED)).isPresent();
    }

    @Test
    void a_source_that_moves_meanwhile_is_followed() {
        ann.upload("a", LARGE);
        Upload upload = opened(CHANGED);
        Runnable moves = () -> {
            server.drain();
            cloud.staging.lose(blobs().getFirst().stagingKey());
        };

        assertThat(through(Interceptor.once("FindOwnParts.ownParts", true, moves))
                        .reuse(upload.id(), CHANGED))
                .containsExactly(1, 3);
    }

    @Test
    void a_source_that_moves_between_two_copies_is_followed() {
        ann.upload("a", LARGE);
        Upload upload = opened(CHANGED);
        Runnable moves = () -> {
            server.drain();
            cloud.staging.lose(blobs().getFirst().stagingKey());
        };

        assertThat(through(Interceptor.once("CopyBlobParts.copyPart", true, moves))
                        .reuse(upload.id(), CHANGED))
                .containsExactly(1, 3);
    }

    @Test
    void a_source_that_is_gone_is_sent() {
        ann.upload("a", LARGE);
        server.drain();
        Bucket.Stored object = cloud.longTerm.head(blob().longTermKey()).orElseThrow();
        cloud.longTerm.lose(blob().longTermKey());
        Upload upload = opened(CHANGED);
        var noting = new Noting();

        assertThat(through(noting).reuse(upload.id(), CHANGED)).isEmpty();
        assertThat(noting.calls).containsExactly("createMultipart", "etag");
        cloud.longTerm.overwrite(blob().longTermKey(), object.bytes(), object.attested());
    }

    @Test
    void a_store_that_fails_means_that_parts_are_sent() {
        ann.upload("a", LARGE);
        server.drain();
        Upload upload = opened(CHANGED);

        assertThat(through(Interceptor.storeFailsFor(upload.stagingKey())).reuse(upload.id(), CHANGED))
                .isEmpty();
        ann.send(upload.id(), CHANGED);
        assertThat(ann.complete(upload.id(), CHANGED)).isPresent();
    }

    @Test
    void no_copy_begins_when_the_time_is_over_and_the_next_call_goes_on() {
        ann.upload("a", LARGE);
        Upload upload = opened(LARGE);
        var slow = new Interceptor() {
            @Override
            protected Object around(String site, List<Object> arguments, Callable<Object> real) throws Exception {
                Object result = real.call();
                if (site.equals("CopyBlobParts.copyPart")) {
                    cloud.clock.pass(Cloud.REUSES.time().dividedBy(2));
                }
                return result;
            }
        };

        assertThat(through(slow).reuse(upload.id(), LARGE)).containsExactly(1, 2);
        assertThat(through(slow).reuse(upload.id(), LARGE)).containsExactly(1, 2, 3);
    }

    @Test
    void an_upload_that_ends_while_its_parts_are_copied_leaves_nothing_behind() {
        ann.upload("a", LARGE);
        server.drain();
        for (String before : List.of("StagingStore.createMultipart", "CopyBlobParts.etag")) {
            Upload upload = opened(LARGE);
            Client client = through(Interceptor.once(before, false, () -> {
                server.abort.abort(ann.account, upload.id());
                server.drain();
            }));
            try {
                assertThat(client.reuse(upload.id(), LARGE)).isEmpty();
            } catch (ProblemException refusal) {
                assertThat(refusal.code()).isEqualTo(UPLOAD_CLOSED);
            }
            assertThat(cloud.staging.multiparts(upload.stagingKey())).isEmpty();
        }
    }

    @Test
    void of_two_multipart_uploads_that_begin_at_once_one_stays() {
        ann.upload("a", LARGE);
        Upload upload = opened(CHANGED);
        Client late = through(Interceptor.once(
                "StagingStore.createMultipart", true, () -> ann.put(ann.sign(upload.id(), CHANGED, 2), CHANGED)));

        assertThat(late.reuse(upload.id(), CHANGED, 1, 3)).containsExactly(1, 3);
        assertThat(cloud.staging.multiparts(upload.stagingKey())).hasSize(1);
        assertThat(ann.complete(upload.id(), CHANGED)).isPresent();
    }

    @Test
    void a_copy_keeps_the_upload_alive_and_hands_out_no_url() {
        ann.upload("a", LARGE);
        Upload upload = opened(LARGE);
        cloud.clock.pass(Duration.ofDays(2));
        ann.reuse(upload.id(), LARGE);

        Upload now = ann.show(upload.id());
        assertThat(now.expiresAt()).isEqualTo(cloud.clock.instant().plus(Cloud.UPLOADS.idle()));
        assertThat(now.urlsDeadAt()).isEqualTo(cloud.clock.instant());
    }
}
