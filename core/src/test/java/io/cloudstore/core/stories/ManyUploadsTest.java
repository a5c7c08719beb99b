package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.IDEMPOTENCY_KEY_REUSED;
import static io.cloudstore.protocol.problem.ProblemCode.NOT_FOUND;
import static io.cloudstore.protocol.problem.ProblemCode.PARTS_MISSING;
import static io.cloudstore.protocol.problem.ProblemCode.QUOTA_EXCEEDED;
import static io.cloudstore.protocol.problem.ProblemCode.TOO_MANY_UPLOADS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.blob.Place;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.memory.Client;
import io.cloudstore.core.memory.Interceptor;
import io.cloudstore.core.upload.CompleteUploads.Outcome;
import io.cloudstore.core.upload.CompleteUploads.Outcome.Done;
import io.cloudstore.core.upload.OpenUpload.NewUpload;
import io.cloudstore.core.upload.OpenUpload.Opening;
import io.cloudstore.core.upload.OpenUpload.Opening.Opened;
import io.cloudstore.core.upload.OpenUpload.Opening.Refused;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many uploads in one call: each gets the answer that it would get alone. */
class ManyUploadsTest extends Story {
    private static final Bytes OTHER = Bytes.of(5, 10);

    private List<Opening> open(NewUpload... wanted) {
        return server.open.open(ann.account, List.of(wanted));
    }

    private static Object codeOf(Object outcome) {
        return switch (outcome) {
            case Refused(var why) -> why.code();
            case Outcome.Refused(ProblemException why) -> why.code();
            case Outcome.Refused(var failure) -> failure.getClass();
            default -> outcome.getClass();
        };
    }

    private Upload sent(String name, Bytes content) {
        Upload upload = ann.open(name, content);
        ann.send(upload.id(), content);
        return upload;
    }

    private List<Outcome> complete(Map<UploadId, Bytes> uploads) {
        return ann.complete(uploads);
    }

    @Test
    void one_that_is_refused_is_refused_alone() {
        Bytes tooMuch = Bytes.of(4, QUOTA);
        List<Opening> openings = open(
                ann.wanted("1", "a", SMALL),
                ann.wanted("2", "b", tooMuch),
                ann.wanted("1", "c", SMALL),
                ann.wanted("3", "d", LARGE),
                ann.wanted("3", "d", LARGE));

        assertThat(openings)
                .extracting(ManyUploadsTest::codeOf)
                .containsExactly(Opened.class, QUOTA_EXCEEDED, IDEMPOTENCY_KEY_REUSED, Opened.class, Opened.class);
        assertThat(openings.get(4)).isEqualTo(new Opened(((Opened) openings.get(3)).upload(), true));
        assertThat(account(ann).reservedBytes()).isEqualTo(SMALL.length() + LARGE.length());
        assertThat(open(ann.wanted("2", "b", SMALL))).allMatch(Opened.class::isInstance);
    }

    @Test
    void as_many_open_as_there_is_room_for() {
        NewUpload[] wanted = IntStream.rangeClosed(1, 1_001)
                .mapToObj(i -> ann.wanted("" + i, "a", SMALL))
                .toArray(NewUpload[]::new);
        List<Opening> openings = open(wanted);

        assertThat(openings.subList(0, 1_000)).allMatch(Opened.class::isInstance);
        assertThat(codeOf(openings.getLast())).isEqualTo(TOO_MANY_UPLOADS);
        assertThat(account(ann).reservedBytes()).isEqualTo(1_000 * SMALL.length());
    }

    @Test
    void what_is_one_put_is_recorded_when_it_opens_and_the_event_alone_finishes_it() {
        Upload upload = ann.open("key", "a", SMALL).upload();
        var signed = server.sign.signOpened(upload, SMALL.parts());
        ann.put(signed, SMALL);
        server.drain();

        assertThat(ann.names()).containsExactly("a");
        assertThat(blob().place()).isEqualTo(Place.STORED);
    }

    @Test
    void what_was_recorded_when_it_opened_and_whose_event_is_lost_is_asked_for_once_its_url_is_dead() {
        Upload upload = ann.open("key", "a", SMALL).upload();
        ann.put(server.sign.signOpened(upload, SMALL.parts()), SMALL);
        cloud.queue.lose();
        cloud.clock.pass(Duration.ofMinutes(16));
        server.tick.tick();
        server.drain();

        assertThat(ann.names()).containsExactly("a");
    }

    @Test
    void small_ones_become_files_together_and_others_as_they_would_alone() {
        Map<UploadId, Bytes> uploads = new LinkedHashMap<>();
        uploads.put(sent("a", SMALL).id(), SMALL);
        uploads.put(sent("a", OTHER).id(), OTHER);
        uploads.put(ann.open("not sent", SMALL).id(), SMALL);
        uploads.put(sent("large", LARGE).id(), LARGE);
        uploads.put(sent("same content", SMALL).id(), SMALL);
        uploads.put(new UploadId(cloud.draw.id()), SMALL);
        List<Outcome> outcomes = complete(uploads);

        assertThat(outcomes)
                .extracting(ManyUploadsTest::codeOf)
                .containsExactly(Done.class, Done.class, PARTS_MISSING, Done.class, Done.class, NOT_FOUND);
        assertThat(ann.names()).containsExactly("a", "a (2)", "large", "same content");
        assertThat(((Done) outcomes.get(1)).merged().renamed()).isTrue();
        assertThat(ann.download(fileOf(outcomes.get(1)))).contains(OTHER);
        assertThat(ann.download(fileOf(outcomes.get(4)))).contains(SMALL);
        assertThat(blobs()).hasSize(3);
        assertThat(fileOf(complete(uploads).getFirst())).isEqualTo(fileOf(outcomes.getFirst()));
        server.drain();
        assertThat(blobs()).allMatch(blob -> blob.place() == Place.STORED);
    }

    private static FileId fileOf(Outcome outcome) {
        return ((Done) outcome).merged().file();
    }

    @Test
    void nobody_elses_becomes_a_file() {
        Upload anns = sent("a", SMALL);
        List<Outcome> outcomes = bob.complete(Map.of(anns.id(), SMALL));

        assertThat(outcomes).extracting(ManyUploadsTest::codeOf).containsExactly(NOT_FOUND);
        assertThat(ann.names()).isEmpty();
    }

    @Test
    void one_of_other_content_than_was_signed_is_refused_alone() {
        Map<UploadId, Bytes> uploads = new LinkedHashMap<>();
        uploads.put(sent("a", SMALL).id(), SMALL.damaged());
        uploads.put(sent("b", OTHER).id(), OTHER);

        assertThat(complete(uploads))
                .extracting(ManyUploadsTest::codeOf)
                .containsExactly(ProblemCode.CONTENT_DIFFERS, Done.class);
    }

    /** Signed anew with another digest, just after the store said that the first is there. */
    @Test
    void what_was_signed_anew_meanwhile_becomes_no_file() {
        Upload upload = sent("a", SMALL);
        var meanwhile = Interceptor.once("StagingStore.head", true, () -> ann.sign(upload.id(), SMALL.damaged()));
        List<Outcome> outcomes =
                new Client(cloud, cloud.server(meanwhile), ann.account).complete(Map.of(upload.id(), SMALL));

        assertThat(outcomes).extracting(ManyUploadsTest::codeOf).containsExactly(ProblemCode.CONTENT_DIFFERS);
        assertThat(ann.names()).isEmpty();
    }

    /** The store's event wins between the look at the store and the commit. */
    @Test
    void what_the_event_made_a_file_meanwhile_is_that_file() {
        Upload upload = sent("a", SMALL);
        var meanwhile = Interceptor.once("StagingStore.head", true, server::drain);
        List<Outcome> outcomes =
                new Client(cloud, cloud.server(meanwhile), ann.account).complete(Map.of(upload.id(), SMALL));

        assertThat(outcomes).extracting(ManyUploadsTest::codeOf).containsExactly(Done.class);
        assertThat(ann.names()).containsExactly("a");
    }

    @Test
    void one_that_fails_for_what_nobody_expects_fails_alone() {
        Map<UploadId, Bytes> uploads = new LinkedHashMap<>();
        uploads.put(sent("large", LARGE).id(), LARGE);
        uploads.put(sent("a", SMALL).id(), SMALL);
        var meanwhile = Interceptor.once("FindUpload.find", false, () -> {
            throw new IllegalStateException("a fault");
        });
        List<Outcome> outcomes = new Client(cloud, cloud.server(meanwhile), ann.account).complete(uploads);

        assertThat(outcomes)
                .extracting(ManyUploadsTest::codeOf)
                .containsExactly(IllegalStateException.class, Done.class);
    }

    /** The store fails for one, and for nobody else. */
    @Test
    void one_that_the_store_fails_for_goes_on_and_the_others_are_files() {
        Upload first = sent("a", SMALL);
        Map<UploadId, Bytes> uploads = new LinkedHashMap<>();
        uploads.put(first.id(), SMALL);
        uploads.put(sent("b", OTHER).id(), OTHER);
        var broken = Interceptor.storeFailsFor(first.stagingKey());
        List<Outcome> outcomes = new Client(cloud, cloud.server(broken), ann.account).complete(uploads);

        assertThat(outcomes).extracting(ManyUploadsTest::codeOf).containsExactly(Outcome.GoesOn.class, Done.class);
        assertThat(ann.show(first.id()).state()).isEqualTo(UploadState.MERGING);
        sweepOnce();
        assertThat(ann.names()).containsExactly("a", "b");
    }

    /** Each question takes two of the five minutes that a call has. */
    @Test
    void a_store_that_is_silent_keeps_no_batch_beyond_its_time() {
        Map<UploadId, Bytes> uploads = new LinkedHashMap<>();
        for (int i = 0; i < 10; i++) {
            uploads.put(sent("f" + i, SMALL).id(), SMALL);
        }
        Thread caller = Thread.currentThread();
        AtomicInteger asked = new AtomicInteger();
        var silent = new Interceptor() {
            @Override
            protected Object around(String called, List<Object> arguments, Callable<Object> real) throws Exception {
                if (!isStore(called)) {
                    return real.call();
                }
                if (Thread.currentThread() == caller) {
                    asked.incrementAndGet();
                    cloud.clock.pass(Duration.ofMinutes(2));
                }
                throw new StoreFailed(called, new IllegalStateException("no answer"));
            }
        };
        List<Outcome> outcomes = new Client(cloud, cloud.server(silent), ann.account).complete(uploads);

        assertThat(asked).hasValue(3);
        assertThat(outcomes).hasSize(10).allMatch(Outcome.GoesOn.class::isInstance);
    }

    @Test
    void many_files_of_one_name_all_find_a_place() {
        Map<UploadId, Bytes> uploads = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(List.of("a"));
        for (int i = 1; i <= 5; i++) {
            Bytes content = Bytes.of(i, 10);
            uploads.put(sent("a", content).id(), content);
            names.add("a (" + (i + 1) + ")");
        }
        assertThat(complete(uploads)).allMatch(Done.class::isInstance);
        assertThat(ann.names()).containsExactlyElementsOf(names.subList(0, 5));
    }
}
