package io.cloudstore.whitebox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudstore.embedded.EmbeddedCloud;
import io.cloudstore.gateway.hosting.Progress;
import io.cloudstore.stack.Capability;
import io.cloudstore.stack.DataFolder;
import io.cloudstore.stack.EmbeddedStack;
import io.cloudstore.stack.Needs;
import io.cloudstore.stack.OnTheStack;
import io.cloudstore.story.Uploads;
import io.cloudstore.story.Uploads.Acknowledged;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** I1, I3, I5, I8 of the fault matrix: the whole stack dies at random moments, what it acknowledged stays. */
@OnTheStack
@Needs(Capability.OWN_ENGINES)
class CrashTest {
    private static final int ROUNDS = Integer.getInteger("cloudstore.crash.rounds", 10);
    private static final long SEED = Long.getLong("cloudstore.crash.seed", System.nanoTime());
    private static final int UPLOADERS = 3;

    @DataFolder
    private Path folder;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void nothing_acknowledged_is_lost_when_the_whole_stack_is_killed_again_and_again() throws Exception {
        System.out.println("CrashTest seed " + SEED);
        Random random = new Random(SEED);
        Path data = Files.createDirectory(folder.resolve("data"));
        CloudProcess cloud = CloudProcess.start(data);
        try {
            Uploads uploads = Uploads.signUp(cloud.api());
            for (int round = 1; round <= ROUNDS; round++) {
                uploadUntilKilled(cloud, uploads, random);
                cloud = CloudProcess.start(data);
                uploads = uploads.at(cloud.api());
                for (Acknowledged file : uploads.acknowledged()) {
                    assertThat(uploads.isThere(file))
                            .as("seed %d, round %d: %s", SEED, round, file.name())
                            .isTrue();
                }
            }
            settle(uploads);
            cloud.stop();
        } finally {
            cloud.kill(true);
        }
        assertNothingIsStuckIn(data);
    }

    /** The database's own word, of a cloud that was stopped in peace. */
    private static void assertNothingIsStuckIn(Path data) throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start(EmbeddedStack.settings(data), Progress.silent())) {
            awaitNone(cloud, """
                    SELECT COUNT(*) FROM job
                    WHERE state <> 'DONE' AND kind NOT IN ('CLEAN', 'SCRUB', 'CHECK_ROWS', 'CHECK_OBJECTS')
                    """);
            awaitNone(cloud, "SELECT COUNT(*) FROM upload WHERE state IN ('OPEN', 'MERGING')");
            awaitNone(cloud, "SELECT COUNT(*) FROM `blob` WHERE place <> 'STORED' OR life <> 'LIVE'");
            awaitNone(cloud, """
                    SELECT COUNT(*) FROM account a WHERE a.reserved_bytes <> 0 OR a.used_bytes <>
                      (SELECT COALESCE(SUM(v.size), 0) FROM file_version v WHERE v.account_id = a.id)
                    """);
        }
    }

    /** What was under way at the stop may still be going on. */
    private static void awaitNone(EmbeddedCloud cloud, String count) {
        await().alias(count).atMost(Duration.ofSeconds(60)).until(() -> Inside.count(cloud, count) == 0);
    }

    private static void uploadUntilKilled(CloudProcess cloud, Uploads uploads, Random random) throws Exception {
        try (ExecutorService people = Executors.newFixedThreadPool(UPLOADERS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < UPLOADERS; i++) {
                long seed = random.nextLong();
                running.add(people.submit(() -> uploads.uploadUntilFailure(new Random(seed))));
            }
            // The moment of death is what the seed decides.
            TimeUnit.MILLISECONDS.sleep(200 + random.nextInt(2_500));
            cloud.kill(random.nextBoolean());
            for (Future<?> each : running) {
                each.get();
            }
        }
    }

    /** No upload or job is stuck, every file is stored, and the quota is the sum of the files. */
    private static void settle(Uploads uploads) {
        await().atMost(Duration.ofMinutes(2)).until(() -> uploads.merging() == 0);
        uploads.abortOpen();
        for (Acknowledged file : uploads.acknowledged()) {
            await().atMost(Duration.ofMinutes(2)).until(() -> uploads.isStored(file));
            assertThat(uploads.isThere(file)).isTrue();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> uploads.reservedBytes() == 0);
        assertThat(uploads.usedBytes()).isEqualTo(uploads.sumOfFiles());
        assertThat(uploads.acknowledged()).isNotEmpty();
        System.out.println("CrashTest acknowledged " + uploads.acknowledged().size() + " files");
    }
}
