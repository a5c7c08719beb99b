package io.cloudstore.client.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.fake.FakeCloud;
import io.cloudstore.client.fake.FakeStore.Fault;
import io.cloudstore.client.fake.Signed;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.upload.UploadResult.How;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.FileView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManyUploaderTest {
    private final FakeCloud cloud = new FakeCloud();
    private final CloudstoreClient client = Signed.in(cloud);
    private final Seen seen = new Seen();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        client.close();
        cloud.close();
    }

    /** What became of each file, by its name. */
    private static final class Seen implements ManyWatcher {
        final Map<String, UploadResult> arrived = new ConcurrentHashMap<>();
        final Map<String, Exception> failed = new ConcurrentHashMap<>();
        final AtomicLong moved = new AtomicLong();
        final AtomicLong reused = new AtomicLong();

        @Override
        public Progress watch(UploadRequest request) {
            return new Progress() {
                @Override
                public void moved(long bytes) {
                    moved.addAndGet(bytes);
                }

                @Override
                public void reused(long bytes) {
                    reused.addAndGet(bytes);
                }
            };
        }

        @Override
        public void arrived(UploadRequest request, UploadResult result) {
            arrived.put(request.path().name(), result);
        }

        @Override
        public void failed(UploadRequest request, Exception why) throws IOException {
            if (why instanceof ProblemException problem && problem.code() == ProblemCode.QUOTA_EXCEEDED) {
                throw problem;
            }
            failed.put(request.path().name(), why);
        }
    }

    private List<UploadRequest> files(int count) throws Exception {
        List<UploadRequest> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(request(Signed.file(folder, "f" + i, i % 50, i), new Existing.Absent()));
        }
        return requests;
    }

    private UploadRequest request(Path source, Existing existing) throws Exception {
        UploadRequest toRoot = Signed.toRoot(client, source);
        return new UploadRequest(source, toRoot.folderId(), toRoot.path(), toRoot.conflict(), existing);
    }

    private void upload(List<UploadRequest> requests) throws Exception {
        cloud.forgetCalls();
        client.upload(requests, seen);
    }

    private long calls(String call) {
        return cloud.calls().stream().filter(call::equals).count();
    }

    @Test
    void five_hundred_files_take_a_few_calls_and_each_is_sent_once() throws Exception {
        List<UploadRequest> requests = files(500);
        upload(requests);

        assertThat(seen.arrived).hasSize(500).allSatisfy((name, result) -> {
            assertThat(result.how()).isEqualTo(How.UPLOADED);
            assertThat(result.path()).hasToString("/" + name);
        });
        assertThat(cloud.store().puts()).hasSize(500).doesNotHaveDuplicates();
        assertThat(calls("POST /v1/uploads/batch")).isEqualTo(4 + 4);
        assertThat(calls("POST /v1/uploads/batch/complete")).isEqualTo(4 + 4);
        assertThat(cloud.calls()).hasSize(2 * 8 + 1);
        assertThat(cloud.store().mostInFlight()).isBetween(2, 6);
        assertThat(seen.moved)
                .hasValue(seen.arrived.values().stream()
                        .mapToLong(UploadResult::bytesSent)
                        .sum());
        for (FileView file : cloud.files()) {
            assertThat(cloud.store().content(file.id())).isEqualTo(Files.readAllBytes(folder.resolve(file.name())));
        }
    }

    @Test
    void what_is_there_unchanged_costs_no_call_of_its_own() throws Exception {
        List<UploadRequest> first = files(30);
        upload(first);
        Map<String, FileView> there = new HashMap<>();
        cloud.files().stream().filter(file -> file.name().equals("f8")).forEach(file -> cloud.quarantine(file.id()));
        cloud.files().forEach(file -> there.put(file.name(), file));
        Signed.file(folder, "f7", 7, 1_000);
        List<UploadRequest> again = new ArrayList<>();
        for (UploadRequest request : first) {
            again.add(request(
                    request.source(),
                    new Existing.Present(there.get(request.path().name()))));
        }
        cloud.store().forgetPuts();
        seen.arrived.clear();
        upload(again);

        assertThat(seen.arrived).hasSize(30);
        assertThat(seen.arrived.remove("f7").how()).isEqualTo(How.UPLOADED);
        assertThat(seen.arrived.remove("f8").how()).as("in quarantine").isEqualTo(How.UPLOADED);
        assertThat(seen.arrived.values()).allMatch(result -> result.how() == How.UNCHANGED);
        assertThat(cloud.store().puts()).hasSize(2);
        assertThat(cloud.calls())
                .containsExactly("GET /v1/uploads", "POST /v1/uploads/batch", "POST /v1/uploads/batch/complete");
    }

    @Test
    void one_that_fails_fails_alone() throws Exception {
        List<UploadRequest> requests = files(20);
        Files.delete(folder.resolve("f3"));
        cloud.refuseItem(item ->
                item.equals("f5") ? new ProblemException(ProblemCode.NAME_TAKEN, "Choose another name.") : null);
        upload(requests);

        assertThat(seen.arrived).hasSize(18);
        assertThat(seen.failed).containsOnlyKeys("f3", "f5");
    }

    @Test
    void what_concerns_all_ends_all() throws Exception {
        cloud.quotaLeft(0);
        List<UploadRequest> requests = files(200);

        assertThatThrownBy(() -> upload(requests)).isInstanceOf(ProblemException.class);
        assertThat(calls("POST /v1/uploads/batch")).isLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"EXPIRED", "SLOW_DOWN", "RESET", "LOST_ANSWER", "BAD_DIGEST"})
    void a_put_that_fails_once_is_mended(Fault fault) throws Exception {
        cloud.store().faults((key, n, attempt) -> attempt == 1 ? fault : null);
        upload(files(12));

        assertThat(seen.arrived).hasSize(12);
        assertThat(seen.moved)
                .hasValue(seen.arrived.values().stream()
                        .mapToLong(UploadResult::bytesSent)
                        .sum());
    }

    @Test
    void an_opening_call_that_is_lost_is_repeated_under_the_same_keys_and_opens_nothing_twice() throws Exception {
        AtomicInteger opens = new AtomicInteger();
        cloud.loseAnswers(call -> call.equals("POST /v1/uploads/batch") && opens.incrementAndGet() == 1);
        upload(files(4));

        assertThat(seen.arrived).hasSize(4);
        assertThat(cloud.repeatedOpens()).isEqualTo(4);
        assertThat(client.uploads().list()).isEmpty();
    }

    @Test
    void items_that_are_refused_for_now_are_asked_for_again() throws Exception {
        Map<String, Integer> asked = new ConcurrentHashMap<>();
        cloud.refuseItem(item -> asked.merge(item, 1, Integer::sum) == 1
                ? new ProblemException(ProblemCode.UNAVAILABLE, "try again")
                : null);
        upload(files(10));

        assertThat(seen.arrived).hasSize(10);
        assertThat(cloud.store().puts()).hasSize(10);
    }

    @Test
    void merges_that_go_on_are_asked_for_again() throws Exception {
        cloud.mergeAfter(2);
        upload(files(10));

        assertThat(seen.arrived).hasSize(10);
        assertThat(calls("POST /v1/uploads/batch/complete")).isEqualTo(2 * 3);
    }

    @Test
    void what_the_store_lost_is_sent_again() throws Exception {
        AtomicReference<String> lost = new AtomicReference<>();
        cloud.refuse(call -> {
            if (call.equals("POST /v1/uploads/batch/complete")
                    && lost.compareAndSet(null, cloud.store().puts().getFirst())) {
                cloud.store().lose(lost.get().split("/")[0], 1);
            }
            return null;
        });
        upload(files(4));

        assertThat(seen.arrived).hasSize(4);
        assertThat(cloud.store().puts()).hasSize(5);
        assertThat(seen.moved)
                .hasValue(seen.arrived.values().stream()
                        .mapToLong(UploadResult::bytesSent)
                        .sum());
    }

    /** Killed after everything was sent and before anything was completed. */
    @Test
    void what_an_earlier_attempt_sent_is_completed_and_not_sent_again() throws Exception {
        List<UploadRequest> requests = files(4);
        cloud.refuse(call -> call.equals("POST /v1/uploads/batch/complete")
                ? new ProblemException(ProblemCode.FORBIDDEN, "the process is killed here")
                : null);
        assertThatThrownBy(() -> upload(requests)).isInstanceOf(ProblemException.class);
        assertThat(cloud.store().puts()).hasSize(4);
        cloud.refuse(call -> null);
        upload(requests);

        assertThat(seen.arrived).hasSize(4).allSatisfy((name, result) -> {
            assertThat(result.how()).isEqualTo(How.RESUMED);
            assertThat(result.bytesSent()).isZero();
        });
        assertThat(cloud.store().puts()).hasSize(4);
        assertThat(cloud.calls()).containsExactly("GET /v1/uploads", "POST /v1/uploads/batch/complete");
    }

    /** The other way in which an attempt that was killed goes on: the store's event makes the file. */
    @Test
    void what_the_event_finished_is_unchanged_the_next_time() throws Exception {
        List<UploadRequest> requests = files(4);
        cloud.refuse(call -> call.equals("POST /v1/uploads/batch/complete")
                ? new ProblemException(ProblemCode.FORBIDDEN, "the process is killed here")
                : null);
        assertThatThrownBy(() -> upload(requests)).isInstanceOf(ProblemException.class);
        cloud.refuse(call -> null);
        cloud.finishByEvent();
        List<UploadRequest> again = new ArrayList<>();
        for (UploadRequest request : requests) {
            again.add(request(request.source(), new Existing.Unknown()));
        }
        upload(again);

        assertThat(seen.arrived.values()).hasSize(4).allMatch(result -> result.how() == How.UNCHANGED);
        assertThat(cloud.store().puts()).hasSize(4);
    }

    /** Opened, not sent, and the source of one is another by now: that one's upload is another too. */
    @Test
    void what_an_earlier_attempt_only_opened_is_sent_as_it_is_now() throws Exception {
        List<UploadRequest> requests = files(4);
        cloud.store().faults((key, n, attempt) -> Fault.REFUSED);
        upload(requests);
        assertThat(seen.failed).hasSize(4);
        cloud.store().faults((key, n, attempt) -> null);
        Signed.file(folder, "f2", 2, 77);
        seen.failed.clear();
        upload(requests);

        assertThat(seen.failed).isEmpty();
        assertThat(seen.arrived).hasSize(4);
        assertThat(client.uploads().list()).hasSize(1);
        assertThat(cloud.files()).hasSize(4);
        assertThat(seen.moved.get() + seen.reused.get()).isEqualTo(0 + 1 + 2 + 3);
    }

    @Test
    void an_upload_that_somebody_ended_is_begun_anew() throws Exception {
        List<UploadRequest> requests = files(4);
        AtomicInteger completes = new AtomicInteger();
        cloud.refuse(call -> {
            if (call.equals("POST /v1/uploads/batch/complete") && completes.incrementAndGet() == 1) {
                cloud.abortAll();
            }
            return null;
        });
        upload(requests);

        assertThat(seen.failed).isEmpty();
        assertThat(seen.arrived).hasSize(4);
        assertThat(cloud.files()).hasSize(4);
    }

    /** Nothing is left to wait for: what is merged and gone never shows. */
    @Test
    void an_upload_whose_file_somebody_deleted_is_begun_anew() throws Exception {
        List<UploadRequest> requests = files(4);
        AtomicInteger completes = new AtomicInteger();
        cloud.refuse(call -> {
            if (call.equals("POST /v1/uploads/batch/complete") && completes.incrementAndGet() == 1) {
                cloud.finishByEventAndDelete();
            }
            return null;
        });
        upload(requests);

        assertThat(seen.failed).isEmpty();
        assertThat(seen.arrived).hasSize(4);
        assertThat(completes).hasValue(1);
    }

    @Test
    void a_source_that_changes_meanwhile_is_told() throws Exception {
        List<UploadRequest> requests = files(6);
        AtomicInteger opens = new AtomicInteger();
        cloud.refuse(call -> {
            if (call.equals("POST /v1/uploads/batch") && opens.incrementAndGet() == 1) {
                try {
                    Files.writeString(folder.resolve("f1"), "longer than before");
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
            return null;
        });
        upload(requests);

        assertThat(seen.failed).containsOnlyKeys("f1");
        assertThat(seen.failed.get("f1")).isInstanceOf(SourceChangedException.class);
        assertThat(seen.arrived).hasSize(5);
    }

    @Test
    void a_large_file_among_them_goes_its_own_way() throws Exception {
        List<UploadRequest> requests = new ArrayList<>(files(3));
        requests.add(request(Signed.file(folder, "large", 9 << 20, 1), new Existing.Absent()));
        upload(requests);

        assertThat(seen.arrived).hasSize(4);
        assertThat(calls("POST /v1/uploads")).isEqualTo(1);
    }

    @Test
    void an_interrupt_ends_it_and_the_next_time_goes_on() throws Exception {
        List<UploadRequest> requests = files(300);
        CountDownLatch sending = new CountDownLatch(50);
        cloud.store().faults((key, n, attempt) -> {
            sending.countDown();
            return sending.getCount() == 0 ? Fault.STALL : null;
        });
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Thread run = Thread.ofVirtual().start(() -> {
            try {
                client.upload(requests, seen);
            } catch (Throwable e) {
                ended.set(e);
            }
        });
        sending.await();
        run.interrupt();
        run.join();
        assertThat(ended.get()).isInstanceOf(InterruptedException.class);

        int sentBefore = cloud.store().puts().size();
        cloud.store().faults((key, n, attempt) -> null);
        List<UploadRequest> left = new ArrayList<>(requests);
        left.removeIf(request -> seen.arrived.containsKey(request.path().name()));
        upload(left);

        assertThat(seen.arrived).hasSize(300);
        assertThat(sentBefore).isPositive();
        assertThat(cloud.store().puts()).hasSize(300).doesNotHaveDuplicates();
    }
}
